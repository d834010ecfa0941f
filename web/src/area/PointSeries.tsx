import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { unitOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { asProblem, isAborted } from '../http/ask';
import type { Problem } from '../http/Problem';
import { save } from '../http/save';
import { layerKey } from '../layers/choose';
import { bandName } from '../layers/nameOf';
import { mainFrame } from '../map/moves';
import { take, tool } from '../map/tool';
import { change, view } from '../state/store';
import { moving, series } from '../time/series';
import { dayText, figure, positionText } from '../words/figures';
import { say } from '../words/say';
import { history, type Moment } from './history';
import { PointChart } from './PointChart';

/** A pixel through time: chart and table. */
export function PointSeries() {
  const { point, layers } = view.value;
  const moments = useSignal<readonly Moment[]>([]);
  const problem = useSignal<Problem | null>(null);
  const isBusy = useSignal(false);
  useEffect(() => {
    let running = new AbortController();
    let before = '';
    const stop = effect(() => {
      const at = view.value.point;
      const layer = view.value.layers[moving.value];
      const item = layer && itemOf(layerKey(layer));
      const items = series.value.length > 0 ? series.value : item ? [item] : [];
      const question = JSON.stringify([at, layer?.collection, layer?.assets, layer?.expression, items.map(({ id }) => id)]);
      if (question === before) return;
      before = question;
      running.abort();
      running = new AbortController();
      moments.value = [];
      problem.value = null;
      if (!at || !layer || items.length === 0) return;
      const { signal } = running;
      isBusy.value = true;
      void history(layer, items, at, (found) => (moments.value = found), signal)
        .catch((error) => { if (!isAborted(error)) problem.value = asProblem(error); })
        .finally(() => { if (!signal.aborted) isBusy.value = false; });
    });
    return () => { stop(); running.abort(); };
  }, []);
  const layer = layers[moving.value];
  const item = layer ? itemOf(layerKey(layer)) : null;
  const name = layer ? bandName(layer, item) : '';
  const unit = layer && item && !layer.expression && layer.assets.length === 1 ? unitOf(item, layer.assets[0]!) : '';
  return (
    <section class="point" aria-label={say('point')}>
      <h3>{say('point')}</h3>
      {tool.value === 'point' ? <div class="note" role="status"><Icon name="pin" /><div><p>{say('pointHelp')}</p><button type="button" class="small" onClick={() => take('none')}>{say('close')}</button></div></div> : (
        <div class="grid2">
          <button type="button" class="small" onClick={() => take('point')}><Icon name="pin" size={16} />{say('pointPick')}</button>
          <button type="button" class="small" onClick={() => { const frame = mainFrame(); if (frame) change({ point: frame.camera.centre }); }}><Icon name="go" size={16} />{say('pointCentre')}</button>
        </div>
      )}
      {!point && <p class="fine">{say('pointIntro')}</p>}
      {point && (
        <>
          <p class="row"><strong>{positionText(point)}</strong><button type="button" class="round plain" aria-label={say('clear')} title={say('clear')} onClick={() => change({ point: null })}><Icon name="close" size={18} /></button></p>
          {!layer && <p class="fine">{say('layersEmptyRemedy')}</p>}
          {problem.value && <ProblemNote problem={problem.value} />}
          {isBusy.value && moments.value.length === 0 && <p class="count-line" role="status">{say('loading')}</p>}
          {layer && !isBusy.value && !problem.value && moments.value.length === 0 && <p class="fine">{say('pointNone')}</p>}
          {moments.value.length > 0 && (
            <>
              <PointChart moments={moments.value} unit={unit} name={name} label={say('pointChart', { name, place: positionText(point, 4) })} />
              <MomentTable moments={moments.value} unit={unit} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function MomentTable({ moments, unit }: { moments: readonly Moment[]; unit: string }) {
  const hasInterval = moments.some((moment) => moment.lower !== null);
  const hasCloud = moments.some((moment) => moment.cloud !== null);
  const csv = () => ['time,item,value,lower_90,upper_90,cloud_percent,unit', ...moments.map((moment) => [new Date(moment.time).toISOString(), moment.item.id, moment.values[0] ?? '', moment.lower ?? '', moment.upper ?? '', moment.cloud ?? '', unit].join(','))].join('\r\n') + '\r\n';
  return (
    <details open={moments.length <= 3}>
      <summary>{say('pointTable')}</summary>
      <table>
        <thead><tr><th scope="col">{say('pointDate')}</th><th scope="col">{say('pointValue')}{unit && ` (${unit})`}</th>{hasInterval && <><th scope="col">{say('pointLower')}</th><th scope="col">{say('pointUpper')}</th></>}{hasCloud && <th scope="col">{say('pointCloud')}</th>}</tr></thead>
        <tbody>{moments.map((moment) => <tr key={moment.item.id}><th scope="row">{dayText(new Date(moment.time).toISOString())}</th><td>{moment.values.map((value) => figure(value)).join(', ')}</td>{hasInterval && <><td>{figure(moment.lower)}</td><td>{figure(moment.upper)}</td></>}{hasCloud && <td>{moment.cloud === null ? '–' : `${figure(moment.cloud, 2)} %`}</td>}</tr>)}</tbody>
      </table>
      <button type="button" class="quiet" onClick={() => save('point.csv', csv(), 'text/csv;charset=utf-8')}><Icon name="download" size={16} />CSV</button>
    </details>
  );
}
