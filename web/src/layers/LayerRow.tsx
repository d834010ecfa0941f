import { useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { itemOf, problemOf } from '../catalog/known';
import { ProblemNote } from '../app/ProblemNote';
import { boxOf, timeOf } from '../catalog/item';
import { showBox } from '../map/moves';
import { change, changeLayer, view } from '../state/store';
import type { Layer, Side } from '../state/View';
import { dayText } from '../words/figures';
import { say } from '../words/say';
import { layerKey } from './choose';
import { LegendOf } from './LegendCard';
import { bandName, nameOf } from './nameOf';
import { StyleForm } from './StyleForm';

const move = (index: number, step: number) => {
  const layers = [...view.value.layers];
  const [layer] = layers.splice(index, 1);
  layers.splice(index + step, 0, layer!);
  change({ layers });
};

/** One layer: whether and how it is shown, and what it is. */
export function LayerRow({ layer, index }: { layer: Layer; index: number }) {
  const isStyling = useSignal(false);
  const key = layerKey(layer);
  const item = itemOf(key);
  const problem = problemOf(key);
  const name = nameOf(layer, item);
  const box = item && boxOf(item);
  const id = `style-${index}`;
  return (
    <article class={`layer ${layer.isVisible ? '' : 'off'}`} aria-label={name}>
      <div class="layer-head">
        <button type="button" class="round" aria-pressed={layer.isVisible} aria-label={`${say(layer.isVisible ? 'layerHide' : 'layerShow')}: ${name}`} title={say(layer.isVisible ? 'layerHide' : 'layerShow')} onClick={() => changeLayer(index, { isVisible: !layer.isVisible })}><Icon name={layer.isVisible ? 'eye' : 'eyeOff'} size={18} /></button>
        <div class="layer-name"><strong>{name}</strong><small>{[bandName(layer, item), item && timeOf(item) ? dayText(timeOf(item)) : ''].filter(Boolean).join(' · ')}</small></div>
        <button type="button" class="round plain" aria-label={`${say('remove')}: ${name}`} title={say('remove')} onClick={() => change({ layers: view.value.layers.filter((_, i) => i !== index), ...(view.value.layers.length <= 2 ? { swipe: null } : {}) })}><Icon name="trash" size={18} /></button>
      </div>
      {problem && <ProblemNote problem={problem} />}
      <label class="field inline"><span>{say('layerOpacity')}</span><input type="range" min="0" max="100" step="1" value={Math.round(layer.opacity * 100)} onInput={(event) => changeLayer(index, { opacity: event.currentTarget.valueAsNumber / 100 })} /><output>{Math.round(layer.opacity * 100)} %</output></label>
      {view.value.swipe !== null && (
        <fieldset class="segments"><legend class="away">{say('layerSide')}</legend>
          {([['left', 'layerLeft'], ['both', 'layerBoth'], ['right', 'layerRight']] as const).map(([side, word]) => <label key={side}><input type="radio" name={`side-${index}`} checked={layer.side === side} onChange={() => changeLayer(index, { side: side as Side })} /><span>{say(word)}</span></label>)}
        </fieldset>
      )}
      <LegendOf layer={layer} />
      <div class="layer-foot">
        <button type="button" class="quiet" aria-expanded={isStyling.value} aria-controls={id} onClick={() => (isStyling.value = !isStyling.value)}>{say('layerStyle')}</button>
        <button type="button" class="quiet" onClick={() => change({ panel: 'find', item: key })}>{say('layerDetails')}</button>
        <span class="spring" />
        {box && <button type="button" class="round plain" aria-label={`${say('itemGo')}: ${name}`} title={say('itemGo')} onClick={() => showBox(box)}><Icon name="go" size={18} /></button>}
        {index < view.value.layers.length - 1 && <button type="button" class="round plain" aria-label={`${say('layerUp')}: ${name}`} title={say('layerUp')} onClick={() => move(index, 1)}><Icon name="up" size={18} /></button>}
        {index > 0 && <button type="button" class="round plain" aria-label={`${say('layerDown')}: ${name}`} title={say('layerDown')} onClick={() => move(index, -1)}><Icon name="down" size={18} /></button>}
      </div>
      <div id={id} hidden={!isStyling.value}>{isStyling.value && item && <StyleForm layer={layer} index={index} item={item} />}</div>
    </article>
  );
}
