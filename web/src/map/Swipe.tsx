import { useEffect, useRef } from 'preact/hooks';
import { change, language, theme, view } from '../state/store';
import { say } from '../words/say';
import { Icon } from '../app/Icon';
import { Frame } from './Frame';
import { covered, mainFrame } from './moves';
import { palettes } from './palette';
import { followView } from './Stage';
import { attachTool } from './tool';

/** A second map over the first, cut at a line that can be moved. */
export function Swipe({ share }: { share: number }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const main = mainFrame();
    if (!main) return;
    const frame = new Frame({ container: container.current!, camera: main.camera, palette: palettes[theme.value], language: language.value, label: say('mapRight') });
    frame.cover(covered());
    frame.jump(main.camera);
    // Whichever map is moved takes the other with it; only one may lead, or they would chase each other.
    let leader: Frame | null = null;
    const lead = (from: Frame, to: Frame) => () => {
      if (leader && leader !== from) return;
      leader = from;
      to.jump(from.camera);
      leader = null;
    };
    const [toRight, toLeft] = [lead(main, frame), lead(frame, main)];
    main.map.on('move', toRight);
    frame.map.on('move', toLeft);
    const stops = [followView(frame, 'right', () => say('mapRight')), attachTool(frame)];
    return () => { main.map.off('move', toRight); stops.forEach((stop) => stop()); frame.map.remove(); };
  }, []);
  const put = (next: number) => change({ swipe: Math.max(0.02, Math.min(0.98, next)) });
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1, Home: -1, End: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    put((view.value.swipe ?? 0.5) + step);
  };
  return (
    <>
      <div class="frame right" ref={container} style={{ clipPath: `inset(0 0 0 ${share * 100}%)` }} />
      <div
        class="swipe" role="slider" tabIndex={0} aria-label={say('swipeLabel')} aria-valuemin={2} aria-valuemax={98} aria-valuenow={Math.round(share * 100)} aria-orientation="horizontal" style={{ left: `${share * 100}%` }} onKeyDown={onKey}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={(event) => event.buttons === 1 && put(event.clientX / innerWidth)}
      ><span><Icon name="swipe" size={22} /></span></div>
    </>
  );
}
