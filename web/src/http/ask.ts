import { language } from '../state/store';
import { say } from '../words/say';
import type { Address } from './Address';
import { Problem } from './Problem';

interface Question {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the server, and gives its JSON. The language goes along, so that its errors come as the reader reads. */
export async function ask<T>(path: Address, { method, body, signal }: Question = {}): Promise<T> {
  const response = await answer(path, { method: method ?? (body === undefined ? 'GET' : 'POST'), body, signal });
  const text = await response.text();
  try {
    return (text ? JSON.parse(text) : undefined) as T;
  } catch {
    throw new Problem('page.not_json', say('errorNotJson', { path }), '', say('errorReload'));
  }
}

/** The answer itself, for what isn't JSON. */
export async function answer(path: Address, { method = 'GET', body, headers, signal }: Question = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method, signal: signal ?? null, headers: { 'Accept-Language': language.value, Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem('page.no_answer', say('errorNoAnswer'), '', say('errorNoAnswerRemedy'));
  }
  if (!response.ok) throw await problemOf(response, path);
  return response;
}

const problemOf = async (response: Response, path: string): Promise<Problem> => problemIn(await response.text(), response.status, path);

/** The problem that an answer tells, or that it is none of ours. */
export function problemIn(text: string, status: number, path: string): Problem {
  try {
    const { code, description, expected, remedy } = JSON.parse(text);
    if (typeof description === 'string') return new Problem(String(code), description, expected, remedy);
  } catch { /* Not one of our errors: a proxy's, say. */ }
  return new Problem(`http.${status}`, say('errorStatus', { status, path }), '', say('errorReload'));
}

export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Anything thrown, as a problem that can be shown. */
export const asProblem = (error: unknown): Problem => (error instanceof Problem ? error : new Problem('page.bug', error instanceof Error ? error.message : String(error), '', say('errorReload')));
