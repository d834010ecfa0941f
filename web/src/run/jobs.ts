import { signal } from '@preact/signals';
import { answer, ask, asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';

export interface JobTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Job {
  readonly id: string;
  readonly process: string;
  readonly status: 'queued' | 'running' | 'finished' | 'error' | 'canceled';
  readonly created: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly step: string | null;
  readonly step_done: number;
  readonly lines: readonly string[];
  readonly error?: { readonly code: string; readonly description: string; readonly expected: string; readonly remedy: string };
  readonly result?: { readonly title: string; readonly succeeded: boolean; readonly notes: readonly string[]; readonly tables: readonly JobTable[]; readonly files: readonly { readonly what: string; readonly href: string }[] };
}

export const jobs = signal<readonly Job[]>([]);
export const jobsProblem = signal<Problem | null>(null);

export const isOver = (job: Job): boolean => job.status !== 'queued' && job.status !== 'running';

export async function refreshJobs(): Promise<void> {
  try {
    jobs.value = (await ask<{ jobs: Job[] }>('/jobs')).jobs;
    jobsProblem.value = null;
  } catch (error) {
    jobsProblem.value = asProblem(error);
  }
}

export const start = (process: string, parameters: unknown): Promise<Job> => ask<Job>(`/processes/${encodeURIComponent(process)}/jobs`, { body: parameters });

export const stop = (id: string): Promise<Response> => answer(`/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** Asks for the jobs while something runs, every second and a half; else every ten seconds, and not while the page is out of sight. */
export function watchJobs(): () => void {
  let timer = 0;
  const round = async () => {
    if (!document.hidden) await refreshJobs();
    timer = window.setTimeout(() => void round(), jobs.value.some((job) => !isOver(job)) ? 1500 : 10000);
  };
  void round();
  return () => clearTimeout(timer);
}
