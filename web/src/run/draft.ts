import { change } from '../state/store';
import type { Job } from './jobs';

let parameters: { process: string; values: Readonly<Record<string, unknown>> } | null = null;

/** Opens the form of a job's process, filled as it was. */
export function again(job: Job): void {
  parameters = { process: job.process, values: job.parameters };
  change({ job: '', process: job.process });
}

/** What the form of a process starts with; asked for once. */
export function takeDraft(process: string): Readonly<Record<string, unknown>> {
  const values = parameters?.process === process ? parameters.values : {};
  parameters = null;
  return values;
}
