import { signal } from '@preact/signals';
import { answer, ask } from '../http/ask';

/** What an account may do at most; each includes those before it. */
export const rights = ['anyone', 'reader', 'runner', 'writer', 'administrator'] as const;
export type Right = (typeof rights)[number];

/** Terms of a collection that wait for a yes. */
export interface Terms {
  readonly collection: string;
  readonly version: string;
  readonly url: string | null;
}

/** Who asks. */
export interface Me {
  readonly name: string;
  readonly signed_in: boolean;
  readonly right: Right;
  /** Whether this server has accounts at all; on one machine alone it needs none. */
  readonly accounts?: boolean;
  readonly quota_bytes?: number;
  readonly terms_to_accept?: readonly Terms[];
}

/** Null until the server has told. */
export const me = signal<Me | null>(null);

export async function loadMe(): Promise<void> {
  try {
    me.value = await ask<Me>('/me');
  } catch { /* Without an answer there is nobody to sign in with; the panel tells what is wrong. */ }
}

/** Whether the reader may do what needs a right. Before the server has told, nothing is taken away. */
export const may = (right: Right): boolean => !me.value || rights.indexOf(me.value.right) >= rights.indexOf(right);

export const signIn = (name: string, password: string): Promise<unknown> => ask('/session', { body: { name, password } });

export const signOut = (): Promise<Response> => answer('/session', { method: 'DELETE' });

/** Says yes to the terms of a collection, of the version that was read. */
export const accept = ({ collection, version }: Terms): Promise<Response> => answer(`/me/terms/${encodeURIComponent(collection)}`, { method: 'POST', body: { version } });
