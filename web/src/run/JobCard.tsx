import { timeText } from '../words/figures';
import { say } from '../words/say';
import type { Word } from '../words/words';
import { type Job, isOver } from './jobs';
import { spoken } from './processes';

const words: Readonly<Record<Job['status'], Word>> = { queued: 'jobQueued', running: 'jobRunning', finished: 'jobFinished', error: 'jobError', canceled: 'jobCanceled' };

export const StatusTag = ({ job }: { job: Job }) => <span class={`tag ${job.status}`}>{say(words[job.status])}</span>;

/** How far a running job is. */
export function Progress({ job }: { job: Job }) {
  if (isOver(job)) return null;
  const share = Math.round(job.step_done * 100);
  const text = job.step ? say('jobStep', { step: job.step, share }) : say(words[job.status]);
  return <div class="progress"><progress max={100} {...(job.status === 'running' ? { value: share } : {})} aria-label={text} /><small>{text}</small></div>;
}

export const JobCard = ({ job, open }: { job: Job; open: () => void }) => (
  <article class="card">
    <button type="button" class="open" onClick={open}>
      <strong>{job.result?.title ?? spoken(job.process)}</strong>
      <small><StatusTag job={job} /><time dateTime={job.created}>{timeText(job.created)}</time></small>
      <Progress job={job} />
    </button>
  </article>
);
