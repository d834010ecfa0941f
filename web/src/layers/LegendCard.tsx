import { unitOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { view } from '../state/store';
import type { Layer } from '../state/View';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { layerKey } from './choose';
import { legendOf } from './legends';
import { bandName } from './nameOf';

/** What the colours on the map mean, with their unit, for every visible layer. */
export function LegendCard() {
  const shown = view.value.layers.filter((layer) => layer.isVisible).reverse();
  const distinct = shown.filter((layer, index) => shown.findIndex((other) => sameColours(layer, other)) === index);
  if (distinct.length === 0) return null;
  return <section class="legend" aria-label={say('legend')}>{distinct.slice(0, 3).map((layer) => <LegendOf key={layerKey(layer)} layer={layer} />)}</section>;
}

const sameColours = (a: Layer, b: Layer) => a.collection === b.collection && a.assets.join() === b.assets.join() && a.expression === b.expression && a.colours === b.colours && a.rescale.join() === b.rescale.join() && (a.rescale.length > 0 || a.item === b.item);

export function LegendOf({ layer }: { layer: Layer }) {
  const item = itemOf(layerKey(layer));
  const legend = legendOf(layer);
  const unit = legend?.unit || (item && layer.assets.length === 1 && !layer.expression ? unitOf(item, layer.assets[0]!) : '');
  const isPicture = layer.assets.length === 3 && !layer.expression;
  return (
    <figure>
      <figcaption>{bandName(layer, item)}{unit && <span class="unit"> {unit}</span>}</figcaption>
      {isPicture && <p class="rgb"><i style="background:#d33" />{layer.assets[0]} <i style="background:#2a2" />{layer.assets[1]} <i style="background:#36d" />{layer.assets[2]}</p>}
      {legend?.classes && legend.classes.length > 0 && <ul class="classes">{legend.classes.map((one) => <li key={one.value}><i style={{ background: safeColour(one.colour) }} />{one.name}</li>)}</ul>}
      {!isPicture && legend?.stops && legend.stops.length > 1 && (
        <>
          <div class="ramp" style={{ background: `linear-gradient(to right, ${legend.stops.map(safeColour).join(', ')})` }} />
          <div class="scale"><span>{figure(legend.min)}</span><span>{figure(((legend.min ?? NaN) + (legend.max ?? NaN)) / 2)}</span><span>{figure(legend.max)}</span></div>
        </>
      )}
    </figure>
  );
}

/** A colour and nothing else: what a catalogue says must not become style. */
export const safeColour = (colour: string): string => (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(colour) ? colour : 'transparent');
