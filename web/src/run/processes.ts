import { signal } from '@preact/signals';
import type { Right } from '../account/me';
import { ask } from '../http/ask';

/** A JSON Schema as the server makes it from a process record. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface ProcessName {
  readonly name: string;
  readonly family: string;
  readonly about: string;
  /** What an account needs to run it; absent in older servers. */
  readonly right?: Right;
}

export interface ProcessForm extends ProcessName {
  readonly schema: Schema;
}

export const processList = signal<readonly ProcessName[] | null>(null);

export async function loadProcesses(): Promise<void> {
  processList.value = (await ask<{ processes: ProcessName[] }>('/processes')).processes;
}

export const processForm = (name: string): Promise<ProcessForm> => ask<ProcessForm>(`/processes/${encodeURIComponent(name)}`);

/** A name with blanks, as it is read aloud. */
export const spoken = (name: string): string => name.replaceAll('_', ' ');
