import { signal } from '@preact/signals';
import { loadCollections, search } from '../catalog/results';
import { item as itemOfCatalogue } from '../catalog/catalogue';
import { remember } from '../catalog/known';
import { openItem } from '../catalog/openItem';
import { asProblem, isAborted } from '../http/ask';
import { Problem } from '../http/Problem';
import { hasLayer, toggleLayer } from '../layers/choose';
import { change } from '../state/store';
import { bytes } from '../words/figures';
import { say } from '../words/say';
import { fileNameOf, isRasterFile } from './fileName';
import * as tus from './tus';

/** How far the file that is being brought is. */
export interface Bringing {
  readonly name: string;
  readonly length: number;
  readonly offset: number;
  readonly state: 'sending' | 'paused' | 'registering';
  readonly bytesPerSecond: number;
}

/** The file that was chosen and not sent yet. */
export const chosen = signal<File | null>(null);
export const bringing = signal<Bringing | null>(null);
export const bringProblem = signal<Problem | null>(null);
/** What the reader has on the server; null until it has told. */
export const mine = signal<tus.Mine | null>(null);

let stop = new AbortController();
let upload: tus.Unfinished | null = null;
let sent: File | null = null;
let day = '';

export async function refreshMine(): Promise<void> {
  try {
    mine.value = await tus.mine();
  } catch (error) {
    bringProblem.value = asProblem(error);
  }
}

/** Takes a raster that was chosen or dropped; a file of another kind is refused here, before a byte is sent. */
export function choose(file: File): void {
  bringProblem.value = isRasterFile(file.name) ? null : new Problem('page.not_raster', say('bringNotRaster', { name: file.name }), say('bringNotRasterExpected'), say('bringNotRasterRemedy'));
  chosen.value = bringProblem.value ? null : file;
  change({ bring: true, item: '', panel: 'find' });
}

/** The part of a file that the server has from an earlier visit, or null. */
export const begunOf = (file: File): tus.Unfinished | null => mine.value?.unfinished.find(({ name, length }) => name === fileNameOf(file.name) && length === file.size) ?? null;

/** Sends the chosen file, from where an earlier visit stopped, and shows it when it has arrived. */
export async function bring(datetime: string): Promise<void> {
  const file = chosen.value;
  if (!file) return;
  bringProblem.value = null;
  day = datetime;
  sent = file;
  try {
    const free = mine.value && mine.value.quota_bytes !== null ? mine.value.quota_bytes - mine.value.used_bytes : Infinity;
    upload = begunOf(file);
    if (!upload && file.size > free) throw new Problem('page.no_room', say('bringNoRoom', { size: bytes(file.size), free: bytes(Math.max(0, free)) }), '', say('bringNoRoomRemedy'));
    upload ??= await tus.announce(fileNameOf(file.name), file);
    chosen.value = null;
    await goOn();
  } catch (error) {
    bringProblem.value = asProblem(error);
  }
}

export const pause = () => stop.abort();

/** Goes on with a file that was paused, or whose connection broke. */
export async function goOn(): Promise<void> {
  if (!upload || !sent) return;
  const [going, file] = [upload, sent];
  stop = new AbortController();
  bringProblem.value = null;
  const started = { at: performance.now(), offset: -1 };
  const tell = (offset: number, state: Bringing['state'] = 'sending') => {
    if (started.offset < 0) started.offset = offset;
    const seconds = (performance.now() - started.at) / 1000;
    bringing.value = { name: file.name, length: file.size, offset, state, bytesPerSecond: seconds > 0.5 ? (offset - started.offset) / seconds : 0 };
  };
  try {
    tell(going.offset);
    await tus.transfer(going, file, tell, stop.signal);
    tell(file.size, 'registering');
    await show(await tus.register(going.name, day));
    bringing.value = upload = sent = null;
  } catch (error) {
    if (!isAborted(error)) bringProblem.value = told(error);
    const isThere = bringing.value?.state === 'registering';
    bringing.value = isThere ? null : bringing.value && { ...bringing.value, state: 'paused' };
  }
  await refreshMine();
}

/** Gives the file up; the server forgets what it has of it. */
export async function giveUp(id = upload?.id): Promise<void> {
  stop.abort();
  try {
    if (id) await tus.giveUp(id);
  } catch (error) {
    bringProblem.value = asProblem(error);
  }
  if (id === upload?.id) bringing.value = upload = sent = null;
  await refreshMine();
}

/** What the server says of a file, in words of this form. */
const told = (error: unknown): Problem => {
  const problem = asProblem(error);
  return problem.code === 'import.no_time' ? new Problem(problem.code, say('bringNoTime'), '', say('bringNoTimeRemedy')) : problem;
};

/** Puts a file that lies on the server already into the catalogue. */
export async function register(name: string, datetime: string): Promise<void> {
  bringProblem.value = null;
  try {
    await show(await tus.register(name, datetime));
  } catch (error) {
    bringProblem.value = told(error);
  }
  await refreshMine();
}

export async function removeFile(name: string): Promise<void> {
  bringProblem.value = null;
  try {
    await tus.removeFile(name);
    await Promise.all([refreshMine(), loadCollections(), search()]);
  } catch (error) {
    bringProblem.value = asProblem(error);
  }
}

/** Lays a brought raster on the map and opens it. */
async function show({ collection, id }: { collection: string; id: string }): Promise<void> {
  const found = await itemOfCatalogue(collection, id);
  remember([found]);
  if (!hasLayer(found)) toggleLayer(found);
  change({ bring: false });
  openItem(`${collection}/${id}`);
  await Promise.all([loadCollections(), search()]);
}
