import { useSignal } from '@preact/signals';
import { ProblemNote } from '../app/ProblemNote';
import { assetTitle, rastersOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { changeLayer, language } from '../state/store';
import type { Layer } from '../state/View';
import { statistics } from '../tiles/tiles';
import { settleRange } from './choose';
import { colourMaps, coloursFor } from './colours';
import { say } from '../words/say';

type Kind = 'single' | 'three' | 'expression';

/** Bands, stretch and colours of a layer. */
export function StyleForm({ layer, index, item }: { layer: Layer; index: number; item: Item }) {
  const rasters = rastersOf(item);
  const problem = useSignal<Problem | null>(null);
  const kind = useSignal<Kind>(layer.expression ? 'expression' : layer.assets.length === 3 ? 'three' : 'single');
  const put = (part: Partial<Layer>) => changeLayer(index, part);
  const choose = (next: Kind) => {
    kind.value = next;
    if (next === 'single') chooseBand(0, rasters[0] ?? '', [rasters[0] ?? '']);
    if (next === 'three') put({ expression: '', assets: [0, 1, 2].map((i) => layer.assets[i] ?? rasters[i % rasters.length] ?? ''), rescale: [], colours: '' });
  };
  const chooseBand = (place: number, name: string, among = layer.assets) => {
    const next: Layer = { ...layer, expression: '', assets: among.map((asset, i) => (i === place ? name : asset)), rescale: [], colours: kind.value === 'single' ? coloursFor(item, name) : '' };
    put(next);
    void settleRange(next);
  };
  const stretch = async () => {
    problem.value = null;
    try {
      const bands = Object.values(await statistics(layer));
      put({ rescale: bands.map((band) => [rounded(band.percentile_2 ?? band.min), rounded(band.percentile_98 ?? band.max)] as const) });
    } catch (error) {
      problem.value = asProblem(error);
    }
  };
  const [range] = layer.rescale;
  const bound = (end: 0 | 1, value: number) => {
    const next: [number, number] = [range?.[0] ?? 0, range?.[1] ?? 1];
    if (Number.isFinite(value)) next[end] = value;
    put({ rescale: [next] });
  };
  const band = (place: number, label: string) => (
    <label class="field" key={place}><span>{label}</span><select value={layer.assets[place] ?? ''} onChange={(event) => chooseBand(place, event.currentTarget.value)}>{rasters.map((name) => <option key={name} value={name}>{assetTitle(item, name, language.value)}</option>)}</select></label>
  );
  return (
    <div class="form style-form">
      {rasters.length > 1 && (
        <fieldset class="segments"><legend>{say('layerKind')}</legend>
          {([['single', 'layerSingle'], ['three', 'layerThree'], ['expression', 'layerExpression']] as const).filter(([one]) => one !== 'three' || rasters.length >= 3).map(([one, word]) => <label key={one}><input type="radio" name={`kind-${index}`} checked={kind.value === one} onChange={() => choose(one)} /><span>{say(word)}</span></label>)}
        </fieldset>
      )}
      {kind.value === 'single' && rasters.length > 1 && band(0, say('layerBand'))}
      {kind.value === 'three' && <div class="triple">{[say('layerRed'), say('layerGreen'), say('layerBlue')].map((label, place) => band(place, label))}</div>}
      {kind.value === 'expression' && (
        <label class="field"><span>{say('layerExpression')}</span><input type="text" spellcheck={false} value={layer.expression} onChange={(event) => put({ expression: event.currentTarget.value.trim(), rescale: [] })} /><small>{say('layerExpressionHint')}<br />{rasters.join(', ')}</small></label>
      )}
      {kind.value !== 'three' && (
        <label class="field"><span>{say('layerColours')}</span><select value={layer.colours} onChange={(event) => put({ colours: event.currentTarget.value })}><option value="">{say('layerColoursAuto')}</option>{[...colourMaps.value.map(({ name, title }) => [name, title] as const), ...(layer.colours && !colourMaps.value.some(({ name }) => name === layer.colours) ? [[layer.colours, layer.colours] as const] : [])].map(([name, title]) => <option key={name} value={name}>{title}</option>)}</select></label>
      )}
      <div class="triple">
        <label class="field"><span>{say('layerFrom')}</span><input type="number" step="any" value={range?.[0] ?? ''} onChange={(event) => bound(0, event.currentTarget.valueAsNumber)} /></label>
        <label class="field"><span>{say('layerTo')}</span><input type="number" step="any" value={range?.[1] ?? ''} onChange={(event) => bound(1, event.currentTarget.valueAsNumber)} /></label>
        <button type="button" class="small" onClick={() => void stretch()}>{say('layerStretch')}</button>
      </div>
      {problem.value && <ProblemNote problem={problem.value} />}
    </div>
  );
}

const rounded = (value: number): number => Number(value.toPrecision(4));
