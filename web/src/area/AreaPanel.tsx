import { signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { save } from '../http/save';
import { mainFrame, showBox } from '../map/moves';
import { savePicture } from '../map/picture';
import { corners, finish, take, tool } from '../map/tool';
import { fitsAddress } from '../state/address';
import { change, view } from '../state/store';
import type { Area } from '../state/View';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { areaOfFile } from './files';
import { boxAround, cornersOf, featureOf, hectares, rectangle } from './geometry';
import { NumbersTable } from './NumbersTable';
import { PointSeries } from './PointSeries';
import { areaOfText } from './typed';

/** What went wrong with the last file or the typed corners. */
const areaProblem = signal<Problem | null>(null);

const use = (area: Area) => {
  areaProblem.value = null;
  change({ area, panel: 'area' });
  const box = boxAround(area);
  if (box) showBox(box);
};

/** Takes a file that was chosen or dropped anywhere on the page. */
export async function openFile(file: File): Promise<void> {
  try {
    use(await areaOfFile(file));
  } catch (error) {
    areaProblem.value = asProblem(error);
    change({ panel: 'area' });
  }
}

/** An area and its numbers; a point and its history. */
export function AreaPanel() {
  const { area } = view.value;
  const file = useRef<HTMLInputElement>(null);
  const isTyping = useSignal(false);
  const typed = useSignal('');
  const useTyped = () => { try { use(areaOfText(typed.value)); isTyping.value = false; } catch (error) { areaProblem.value = asProblem(error); } };
  const useView = () => { const box = mainFrame()?.box; if (box) use(rectangle([box[0], box[1]], [box[2], box[3]])); };
  return (
    <>
      <section class="measure" aria-label={say('area')}>
        {area.length === 0 && <p class="about">{say('areaIntro')}</p>}
        {tool.value === 'polygon' || tool.value === 'box' ? (
          <div class="note" role="status">
            <Icon name="draw" />
            <div><p>{say(tool.value === 'box' ? 'drawHelpBox' : 'drawHelp')}</p><p><strong>{say('drawCorners', { count: corners.value.length })}</strong></p>
              <div class="actions">{corners.value.length >= 3 && <button type="button" class="small strong" onClick={finish}>{say('areaUse')}</button>}<button type="button" class="small" onClick={() => take('none')}>{say('close')}</button></div>
            </div>
          </div>
        ) : (
          <div class="grid2">
            <button type="button" class="small" onClick={() => take('polygon')}><Icon name="draw" size={16} />{say('areaDraw')}</button>
            <button type="button" class="small" onClick={() => take('box')}><Icon name="box" size={16} />{say('areaBox')}</button>
            <button type="button" class="small" onClick={() => file.current?.click()}><Icon name="upload" size={16} />{say('areaFile')}</button>
            <button type="button" class="small" onClick={useView}><Icon name="go" size={16} />{say('areaView')}</button>
          </div>
        )}
        <input ref={file} type="file" class="away" tabIndex={-1} aria-label={say('areaFile')} accept=".geojson,.json,.kml,.zip,.gpkg" onChange={(event) => { const [chosen] = event.currentTarget.files ?? []; if (chosen) void openFile(chosen); event.currentTarget.value = ''; }} />
        {area.length === 0 && <p class="fine">{say('areaFileHint')}</p>}
        <button type="button" class="quiet" aria-expanded={isTyping.value} aria-controls="typed-corners" onClick={() => (isTyping.value = !isTyping.value)}>{say('areaType')}</button>
        <div id="typed-corners" class="form" hidden={!isTyping.value}>
          <label class="field"><span>{say('areaTypeHint')}</span><textarea rows={4} spellcheck={false} value={typed.value} placeholder={'37.376, 142.585\n37.376, 142.600\n37.390, 142.600'} onInput={(event) => (typed.value = event.currentTarget.value)} /></label>
          <button type="button" class="small" onClick={useTyped}>{say('areaUse')}</button>
        </div>
        {areaProblem.value && <ProblemNote problem={areaProblem.value} />}
        {area.length > 0 && (
          <>
            <p class="row size"><strong>{say('areaSize', { hectares: figure(hectares(area)), corners: cornersOf(area) })}</strong><button type="button" class="round plain" aria-label={say('areaClear')} title={say('areaClear')} onClick={() => change({ area: [] })}><Icon name="trash" size={18} /></button></p>
            {!fitsAddress(area) && <p class="fine">{say('areaTooLong')}</p>}
          </>
        )}
      </section>
      {area.length > 0 && <NumbersTable />}
      {area.length > 0 && (
        <ul class="files">
          <li><button type="button" class="link" onClick={() => save('area.geojson', JSON.stringify({ type: 'FeatureCollection', features: [featureOf(area)] }), 'application/geo+json')}><Icon name="download" size={16} />{say('areaSave')}</button></li>
          <li><button type="button" class="link" onClick={() => void savePicture()}><Icon name="download" size={16} />{say('savePng')}</button></li>
        </ul>
      )}
      <PointSeries />
    </>
  );
}
