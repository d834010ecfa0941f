import { language } from '../state/store';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { niceTicks, timeTicks } from './chart';
import type { Moment } from './history';

const [width, height, left, right, top, bottom] = [360, 190, 46, 12, 22, 26];
const colours = ['var(--accent)', 'var(--warm)', 'var(--area)'];

/** Values of a pixel against time, with the interval of each where there is one. The table beside it has the same numbers. */
export function PointChart({ moments, unit, name, label }: { moments: readonly Moment[]; unit: string; name: string; label: string }) {
  const all = moments.flatMap((moment) => [...moment.values, moment.lower, moment.upper]).filter((value): value is number => value !== null && Number.isFinite(value));
  const yTicks = niceTicks(Math.min(...all), Math.max(...all));
  const [yMin, yMax] = [yTicks[0]!, yTicks.at(-1)!];
  const [first, last] = [moments[0]!.time, moments.at(-1)!.time];
  const margin = Math.max((last - first) * 0.04, 20 * 86400e3);
  const x = (time: number) => left + ((time - first + margin) / (last - first + 2 * margin)) * (width - left - right);
  const y = (value: number) => top + (1 - (value - yMin) / (yMax - yMin || 1)) * (height - top - bottom);
  const times = timeTicks(first - margin, last + margin);
  const isYears = times.length > 1 && times[1]! - times[0]! > 360 * 86400e3;
  const timeLabel = (time: number) => new Date(time).toLocaleDateString(language.value === 'ja' ? 'ja-JP' : 'en-GB', isYears ? { year: 'numeric', timeZone: 'UTC' } : { year: '2-digit', month: 'short', timeZone: 'UTC' });
  const bandCount = moments[0]!.values.length;
  const hasInterval = moments.some((moment) => moment.lower !== null);
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <text class="axis-name" x={left} y={12}>{name}{unit && ` (${unit})`}</text>
        {yTicks.map((tick) => <g key={tick}><line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} /><text x={left - 7} y={y(tick) + 3.5} text-anchor="end">{figure(tick, 3)}</text></g>)}
        {times.map((tick) => <text key={tick} x={x(tick)} y={height - 8} text-anchor="middle">{timeLabel(tick)}</text>)}
        {Array.from({ length: bandCount }, (_, band) => <polyline key={band} class="line" style={{ stroke: colours[band % colours.length] }} points={moments.flatMap((moment) => { const value = moment.values[band]; return value === null || value === undefined ? [] : [`${x(moment.time)},${y(value)}`]; }).join(' ')} />)}
        {moments.map((moment) => (
          <g key={moment.item.id} opacity={moment.cloud === null ? 1 : 1 - 0.75 * Math.min(1, moment.cloud / 100)}>
            {moment.lower !== null && moment.upper !== null && <path class="interval" d={`M${x(moment.time)} ${y(moment.lower)}V${y(moment.upper)}M${x(moment.time) - 4} ${y(moment.lower)}h8M${x(moment.time) - 4} ${y(moment.upper)}h8`} />}
            {moment.values.map((value, band) => value !== null && <circle key={band} cx={x(moment.time)} cy={y(value)} r="3.6" style={{ fill: colours[band % colours.length] }} />)}
          </g>
        ))}
      </svg>
      {hasInterval && <figcaption>{say('pointInterval')}</figcaption>}
    </figure>
  );
}
