/** Evenly spaced round numbers that cover a range: 1, 2 or 5 times a power of ten apart. Heckbert 1990, "Nice numbers for graph labels". */
export function niceTicks(min: number, max: number, wanted = 4): number[] {
  const span = max > min ? max - min : Math.abs(max) || 1;
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const first = Math.floor(min / step + 1e-9) * step;
  const ticks: number[] = [];
  for (let i = 0; first + (i - 1) * step < max - step * 1e-9 || i < 2; i++) ticks.push(Number((first + i * step).toPrecision(12)));
  return ticks;
}

/** Points in time for a scale: years where there are enough, else months. */
export function timeTicks(from: number, to: number, wanted = 4): number[] {
  const day = 86400e3;
  const [first, last] = [new Date(from), new Date(to)];
  const months = Math.max(1, (to - from) / (30.44 * day));
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= wanted) ?? 240;
  const ticks: number[] = [];
  for (let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; month <= last.getUTCFullYear() * 12 + last.getUTCMonth() + step; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time >= from - day && time <= to + day) ticks.push(time);
  }
  return ticks;
}
