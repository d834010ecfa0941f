import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { keyOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { provenanceSheet } from '../catalog/provenance';
import { asProblem, isAborted } from '../http/ask';
import { Problem } from '../http/Problem';
import { save } from '../http/save';
import { layerKey } from '../layers/choose';
import { nameOf } from '../layers/nameOf';
import { view } from '../state/store';
import { areaStatistics, cut } from '../tiles/tiles';
import { figure, plusMinus } from '../words/figures';
import { say } from '../words/say';
import { boxAround, hectares } from './geometry';
import { measure, type Measure } from './measure';
import { csvOf, measureOf, numbersOf, withInterval, type LayerNumbers, type Numbers } from './numbers';

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
          // A map whose intervals were withheld still has a mean: why there is no more stands beside it.
          const measured = wide.assets.length > layer.assets.length ? measure(layer, area, signal).catch((error) => { if (isAborted(error)) throw error; return asProblem(error); }) : null;
          const [statistics, found] = await Promise.all([areaStatistics(wide, area, signal), measured]);
          return { layer, bands: numbersOf(layer, itemOf(layerKey(layer)), statistics, found), problem: null };
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
      {bands.length > 0 && <Downloads bands={bands} />}
    </section>
  );
}

function BandNumbers({ band: numbers }: { band: Numbers }) {
  const { layer, item, band, unit, statistics, interval } = numbers;
  const measured = measureOf(numbers);
  const rows: readonly (readonly [string, string])[] = [
    ...(measured ? measuredRows(measured) : []),
    ...(interval ? [[say('numbersInterval'), `${figure(interval[0])} – ${figure(interval[1])}`] as const] : []),
    [say('numbersSd'), figure(statistics.std)], [say('numbersMin'), figure(statistics.min)], ...(statistics.median === undefined ? [] : [[say('numbersMedian'), figure(statistics.median)] as const]), [say('numbersMax'), figure(statistics.max)],
    [say('numbersPixels'), figure(statistics.valid_pixels ?? statistics.count, 12)], ...(statistics.valid_percent === undefined ? [] : [[say('numbersShare'), `${figure(statistics.valid_percent, 3)} %`] as const]),
  ];
  return (
    <article class="band">
      <header><strong>{band}</strong><small>{nameOf(layer, item)}</small></header>
      <p class="big"><small>{say(measured ? 'numbersMeanWithInterval' : 'numbersMean')}</small>{measured ? <Mean mean={measured.mean} /> : <b>{figure(statistics.mean)}</b>} {unit}</p>
      <table><caption class="away">{band}</caption><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table>
      {measured && <details><summary>{say('numbersIncludes')}</summary><p class="fine">{say(measured.correlation.range_m === null ? 'numbersErrorsUnknown' : 'numbersErrors', { metres: figure(measured.correlation.range_m, 2) })} {say(measured.has_level_error ? 'numbersLevel' : 'numbersNoLevel')}</p></details>}
      {numbers.measure instanceof Problem && <p class="fine">{say('numbersNoError')} {numbers.measure.found} {numbers.measure.remedy}</p>}
    </article>
  );
}

function Mean({ mean: { value, lower_95, upper_95 } }: { mean: Measure['mean'] }) {
  const [middle, half] = plusMinus(value, (upper_95 - lower_95) / 2);
  return <><b>{middle}</b> <span class="half">± {half}</span></>;
}

function measuredRows({ mean, total, area_ha, measured_ha }: Measure): readonly (readonly [string, string])[] {
  const [, error] = plusMinus(mean.value, mean.standard_error);
  const [sum, half] = total ? plusMinus(total.value, (total.upper_95 - total.lower_95) / 2) : ['', ''];
  return [
    ...(total ? [[say('numbersTotal'), `${sum} ± ${half} ${total.unit}`] as const] : []),
    [say('numbersError'), error], [say('numbersMeasured'), measured_ha < area_ha * 0.9995 ? say('numbersMeasuredOf', { hectares: figure(measured_ha), all: figure(area_ha) }) : `${figure(measured_ha)} ha`],
  ];
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
