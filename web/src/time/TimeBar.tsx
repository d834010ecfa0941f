import { Icon } from '../app/Icon';
import { cloudOf, keyOf, timeOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import type { Item } from '../catalog/stac';
import { layerKey } from '../layers/choose';
import { nameOf } from '../layers/nameOf';
import { toggleSwipe } from '../layers/LayersPanel';
import { change, view } from '../state/store';
import type { Layer } from '../state/View';
import { dayText, figure } from '../words/figures';
import { say } from '../words/say';
import { moveTo, moving, series, ticks, withFixedRange } from './series';

/** The dates that there are, along a line; the cloudier, the emptier the mark. While comparing, one line for each side. */
export function TimeBar() {
  const { layers, swipe } = view.value;
  const items = series.value;
  if (items.length < 2 || moving.value < 0) return null;
  const inSeries = (layer: Layer) => items.some((item) => keyOf(item) === layerKey(layer));
  const left = layers.findLastIndex((layer) => layer.side === 'left' && inSeries(layer));
  const right = layers.findLastIndex((layer) => layer.side === 'right' && inSeries(layer));
  const isComparing = swipe !== null && left >= 0 && right >= 0;
  return (
    <section class="time" aria-label={say('time')}>
      {isComparing ? (
        <><Line index={left} items={items} label={say('timeLeft')} /><Line index={right} items={items} label={say('timeRight')} /></>
      ) : <Line index={moving.value} items={items} label="" />}
      <button type="button" class="small" aria-pressed={swipe !== null} onClick={() => (isComparing || swipe !== null ? toggleSwipe() : compareDates(items))}><Icon name="swipe" size={16} /><span>{say(swipe === null ? 'compare' : 'compareStop')}</span></button>
    </section>
  );
}

/** Lays the neighbouring date beside the one shown, and starts the comparison. */
function compareDates(items: readonly Item[]): void {
  const { layers } = view.value;
  const layer = withFixedRange(layers[moving.value]!);
  const at = items.findIndex((item) => keyOf(item) === layerKey(layer));
  const other = items[at > 0 ? at - 1 : at + 1];
  if (!other) return;
  const added: Layer = { ...layer, item: other.id };
  const [before, after] = at > 0 ? [added, layer] : [layer, added];
  const rest = layers.filter((one, i) => i !== moving.value && layerKey(one) !== layerKey(added));
  change({ swipe: 0.5, layers: [...rest, { ...before, side: 'left' }, { ...after, side: 'right' }] });
}

function Line({ index, items, label }: { index: number; items: readonly Item[]; label: string }) {
  const layer = view.value.layers[index]!;
  const at = items.findIndex((item) => keyOf(item) === layerKey(layer));
  const item = items[at];
  const marks = ticks(items);
  const go = (next: number) => { const wanted = items[Math.max(0, Math.min(items.length - 1, next))]; if (wanted) moveTo(index, wanted); };
  const cloud = item ? cloudOf(item) : null;
  const text = item ? dayText(timeOf(item)) + (cloud === null ? '' : `, ${say('itemCloud', { share: figure(cloud, 2) })}`) : '';
  return (
    <div class="time-line">
      {label && <b>{label}</b>}
      <button type="button" class="round plain" aria-label={say('timeBefore')} title={say('timeBefore')} disabled={at <= 0} onClick={() => go(at - 1)}><Icon name="back" size={18} /></button>
      <output class="date">{item ? dayText(timeOf(item)) : ''}{cloud !== null && <small><Icon name="cloud" size={13} />{figure(cloud, 2)} %</small>}</output>
      <button type="button" class="round plain" aria-label={say('timeAfter')} title={say('timeAfter')} disabled={at >= items.length - 1} onClick={() => go(at + 1)}><Icon name="right" size={18} /></button>
      <div class="time-track" onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); go(nearest(event, marks)); }} onPointerMove={(event) => event.buttons === 1 && go(nearest(event, marks))}>
        <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"><line x1="0" x2="100" y1="10" y2="10" /></svg>
        {marks.map((mark, i) => <i key={i} class={i === at ? 'now' : ''} style={{ left: `${mark.at * 100}%`, '--clear': mark.cloud === null ? 1 : 1 - mark.cloud }} title={dayText(timeOf(items[i]!))} />)}
        <input
          type="range" min="0" max={items.length - 1} step="1" value={Math.max(0, at)} aria-label={say('timeOf', { name: nameOf(layer, itemOf(layerKey(layer))) })} aria-valuetext={`${text}, ${say('timePosition', { index: at + 1, count: items.length })}`}
          onInput={(event) => go(event.currentTarget.valueAsNumber)}
        />
      </div>
    </div>
  );
}

/** The date nearest to the pointer: dates lie by time, not evenly. */
function nearest(event: PointerEvent & { currentTarget: HTMLElement }, marks: readonly { at: number }[]): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const share = (event.clientX - left) / width;
  return marks.reduce((best, mark, i) => (Math.abs(mark.at - share) < Math.abs(marks[best]!.at - share) ? i : best), 0);
}
