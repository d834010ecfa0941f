import { language } from '../state/store';
import { answer, ask, isAborted, problemIn } from '../http/ask';
import { Problem } from '../http/Problem';
import { say } from '../words/say';

/** A file on its way, as the server has it. */
export interface Unfinished {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  /** Bytes that the server holds safely. */
  readonly offset: number;
}

/** A file of the reader on the server; `item` is `collection/id` of the catalogue's item that shows it. */
export interface Brought {
  readonly name: string;
  readonly bytes: number;
  readonly item: string | null;
}

export interface Mine {
  readonly quota_bytes: number | null;
  readonly used_bytes: number;
  readonly unfinished: readonly Unfinished[];
  readonly files: readonly Brought[];
}

export const mine = (): Promise<Mine> => ask<Mine>('/uploads');
export const giveUp = (id: string): Promise<Response> => answer(`/uploads/${id}`, { method: 'DELETE' });
export const removeFile = (name: string): Promise<Response> => answer(`/uploads/files/${encodeURIComponent(name)}`, { method: 'DELETE' });

/** Puts a file that has arrived into the catalogue. */
export const register = (name: string, datetime: string): Promise<{ collection: string; id: string }> => ask(`/uploads/files/${encodeURIComponent(name)}/item`, { body: datetime ? { datetime } : {} });

/** Announces a file: tus 1.0.0, creation. */
export async function announce(name: string, file: Blob): Promise<Unfinished> {
  const text = (value: string) => btoa(String.fromCharCode(...new TextEncoder().encode(value)));
  const sha256 = await digest(file);
  const response = await answer('/uploads', { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(file.size), 'Upload-Metadata': [`filename ${text(name)}`, ...(sha256 ? [`sha256 ${text(sha256)}`] : [])].join(',') } });
  return { id: response.headers.get('Location')!.split('/').at(-1)!, name, length: file.size, offset: 0 };
}

const digestBytesMax = 2 ** 28;

/** Checksum of a file, or nothing where it is too large for the browser's memory or the browser doesn't offer it (plain HTTP). */
async function digest(file: Blob): Promise<string> {
  if (file.size > digestBytesMax || !globalThis.crypto?.subtle) return '';
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const triesMax = 6;
const passing = ['page.no_answer', 'upload.busy', 'upload.wrong_offset'];

/**
 * Sends what the server doesn't have yet, from where it stands; after a broken connection it asks and goes on, later each time.
 * @param tell hears how many bytes are sent.
 */
export async function transfer(upload: Unfinished, file: Blob, tell: (offset: number) => void, signal: AbortSignal): Promise<void> {
  for (let tries = 0, last = -1; ; ) {
    try {
      const response = await answer(`/uploads/${upload.id}`, { method: 'HEAD', signal });
      const offset = Number(response.headers.get('Upload-Offset'));
      tries = offset > last ? 0 : tries;
      last = offset;
      tell(offset);
      await patch(upload.id, file.slice(offset), offset, (sent) => tell(offset + sent), signal);
      return;
    } catch (error) {
      // Refused for a reason stays refused; silence may end, and so may what the server still takes in from a broken connection.
      if (isAborted(error) || !(error instanceof Problem) || !passing.includes(error.code) || ++tries >= triesMax) throw error;
      await pause(500 * 2 ** tries, signal);
    }
  }
}

// fetch tells nothing of how far a body is.
const patch = (id: string, rest: Blob, offset: number, tell: (sent: number) => void, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  signal.addEventListener('abort', stop);
  request.open('PATCH', `/uploads/${id}`);
  request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
  request.setRequestHeader('Tus-Resumable', '1.0.0');
  request.setRequestHeader('Upload-Offset', String(offset));
  request.setRequestHeader('Accept-Language', language.value);
  request.upload.onprogress = ({ loaded }) => tell(loaded);
  request.onerror = () => reject(new Problem('page.no_answer', say('errorNoAnswer'), '', say('errorNoAnswerRemedy')));
  request.onabort = () => reject(new DOMException('paused', 'AbortError'));
  request.onload = () => (request.status < 300 ? resolve() : reject(problemIn(request.responseText, request.status, '/uploads')));
  request.onloadend = () => signal.removeEventListener('abort', stop);
  request.send(rest);
});

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => { clearTimeout(timer); reject(new DOMException('paused', 'AbortError')); }, { once: true });
});
