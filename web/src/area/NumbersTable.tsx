import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { keyOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { provenanceSheet } from '../catalog/provenance';
import { asProblem, isAborted } from '../http/ask';
import { save } from '../http/save';
import { layerKey } from '../layers/choose';
import { nameOf } from '../layers/nameOf';
import { view } from '../state/store';
import { areaStatistics, cut } from '../tiles/tiles';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { boxAround, hectares } from './geometry';
import { csvOf, numbersOf, withInterval, type LayerNumbers, type Numbers } from './numbers';

/** Numbers of the area for every visible layer. */
export function NumbersTable() {
  const numbers = useSignal<readonly LayerNumbers[] | null>(null);
  useEffect(() => {
    let running = new AbortController();
    let before = '';
    const stop = effect(() => {
      const { area, layers } = view.value;
      const asked = layers.filter((layer) => layer.isVisible).map((layer) => withInterval(layer, itemOf(layerKey(layer)))).reverse();
      const question = JSON.stringify([area, asked.map(({ collection, item, assets, expression }) => [collection, item, assets, expression])]);
      if (question === before) return;
      before = question;
      running.abort();
      running = new AbortController();
      const { signal } = running;
      numbers.value = null;
      void Promise.all(asked.map(async (wide): Promise<LayerNumbers> => {
        const layer = layers.find((one) => layerKey(one) === layerKey(wide) && one.isVisible)!;
        try {
          return { layer, bands: numbersOf(layer, itemOf(layerKey(layer)), await areaStatistics(wide, area, signal)), problem: null };
        } catch (error) {
          if (isAborted(error)) throw error;
          return { layer, bands: [], problem: asProblem(error) };
        }
      })).then((found) => (numbers.value = found), () => { /* Given up: a newer question runs. */ });
    });
    return () => { stop(); running.abort(); };
  }, []);
  const all = numbers.value;
  if (!all) return <p class="count-line" role="status">{say('loading')}</p>;
  const bands = all.flatMap((layer) => layer.bands).filter((band) => Number.isFinite(band.statistics.mean));
  return (
    <section class="numbers" aria-label={say('numbers')}>
      <h3>{say('numbers')}</h3>
      {all.length === 0 || (bands.length === 0 && all.every((one) => !one.problem)) ? <div class="empty"><p><strong>{say('numbersNone')}</strong></p><p>{say('numbersNoneRemedy')}</p></div> : null}
      {all.map(({ layer, problem }) => problem && <ProblemNote key={layerKey(layer)} problem={problem} />)}
      {bands.map((band, index) => <BandNumbers key={index} band={band} />)}
      {bands.some((band) => band.interval) && <p class="fine">{say('numbersPixelNote')}</p>}
      {bands.length > 0 && <Downloads bands={bands} />}
    </section>
  );
}

function BandNumbers({ band: { layer, item, band, unit, statistics, interval } }: { band: Numbers }) {
  const rows: readonly (readonly [string, string])[] = [
    ...(interval ? [[say('numbersInterval'), `${figure(interval[0])} – ${figure(interval[1])}`] as const] : []),
    [say('numbersSd'), figure(statistics.std)], [say('numbersMin'), figure(statistics.min)], ...(statistics.median === undefined ? [] : [[say('numbersMedian'), figure(statistics.median)] as const]), [say('numbersMax'), figure(statistics.max)],
    [say('numbersPixels'), figure(statistics.valid_pixels ?? statistics.count, 12)], ...(statistics.valid_percent === undefined ? [] : [[say('numbersShare'), `${figure(statistics.valid_percent, 3)} %`] as const]),
  ];
  return (
    <article class="band">
      <header><strong>{band}</strong><small>{nameOf(layer, item)}</small></header>
      <p class="big"><small>{say('numbersMean')}</small><b>{figure(statistics.mean)}</b> {unit}</p>
      <table><caption class="away">{band}</caption><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table>
    </article>
  );
}

function Downloads({ bands }: { bands: readonly Numbers[] }) {
  const { area } = view.value;
  const box = boxAround(area);
  const [top] = bands;
  const file = box && top && cut(top.layer, top.item, box);
  return (
    <ul class="files">
      <li><button type="button" class="link" onClick={() => save('numbers.csv', csvOf(bands, hectares(area)), 'text/csv;charset=utf-8')}><Icon name="download" size={16} />{say('saveCsv')}</button></li>
      {file && <li><a href={file.href} download={`${top.layer.item}-cut.tif`}><Icon name="download" size={16} /><span>{say('saveGeoTiff')}</span><small>{file.pixels ? file.pixels.map((count) => figure(count, 5)).join(' × ') : nameOf(top.layer, top.item)}</small></a></li>}
      {top?.item && <li><button type="button" class="link" onClick={() => provenanceSheet(top.item!, keyOf(top.item!))}><Icon name="download" size={16} />{say('itemProvenanceSheet')}</button></li>}
    </ul>
  );
}
