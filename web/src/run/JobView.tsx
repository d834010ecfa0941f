import { useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import { Problem } from '../http/Problem';
import { change } from '../state/store';
import { timeText } from '../words/figures';
import { say } from '../words/say';
import { again } from './draft';
import { Progress, StatusTag } from './JobCard';
import { isOver, jobs, refreshJobs, stop, type JobTable } from './jobs';
import { spoken } from './processes';

/** A job: how far it is, what it told, what it made. */
export function JobView({ id }: { id: string }) {
  const problem = useSignal<Problem | null>(null);
  const isAsking = useSignal(false);
  const job = jobs.value.find((one) => one.id === id);
  const cancel = async () => { try { await stop(id); await refreshJobs(); } catch (error) { problem.value = asProblem(error); } isAsking.value = false; };
  return (
    <article class="details">
      <button type="button" class="quiet back" onClick={() => change({ job: '' })}><Icon name="back" size={16} />{say('workJobs')}</button>
      {problem.value && <ProblemNote problem={problem.value} />}
      {!job && <p class="count-line">{say('loading')}</p>}
      {job && (
        <>
          <h2>{job.result?.title ?? spoken(job.process)}</h2>
          <p class="row"><span><StatusTag job={job} /> <small>{say('jobStarted', { time: timeText(job.created) })}</small></span></p>
          <div aria-live="polite"><Progress job={job} /></div>
          {job.error && <ProblemNote problem={new Problem(job.error.code, job.error.description, job.error.expected, job.error.remedy)} />}
          {job.result && !job.result.succeeded && <p class="note bad">{say('jobWrote')}</p>}
          <div class="actions">
            {!isOver(job) && !isAsking.value && <button type="button" class="small" onClick={() => (isAsking.value = true)}>{say('jobCancel')}</button>}
            {isAsking.value && <span class="note"><span>{say('jobCancelSure')}</span><button type="button" class="small strong" onClick={() => void cancel()}>{say('jobCancel')}</button><button type="button" class="small" onClick={() => (isAsking.value = false)}>{say('close')}</button></span>}
            {isOver(job) && <button type="button" class="small" onClick={() => again(job)}>{say('jobAgain')}</button>}
          </div>
          {job.result?.notes.map((note) => <p key={note} class="about">{note}</p>)}
          {job.result?.tables.map((table) => <Table key={table.title} table={table} />)}
          {job.result && job.result.files.length > 0 && <><h3>{say('jobFiles')}</h3><ul class="files">{job.result.files.map(({ what, href }) => <li key={href}><FileLink what={what} href={href} /></li>)}</ul></>}
          <details open={!isOver(job)}><summary>{say('jobLog')}</summary><pre class="log" tabIndex={0}>{job.lines.join('\n') || '–'}</pre></details>
          <details><summary>{say('jobParameters')}</summary><pre class="log" tabIndex={0}>{JSON.stringify(job.parameters, null, 1)}</pre></details>
        </>
      )}
    </article>
  );
}

const Table = ({ table }: { table: JobTable }) => (
  <div class="scroll" tabIndex={0} role="group" aria-label={table.title}><table><caption>{table.title}</caption><thead><tr>{table.columns.map((column) => <th scope="col" key={column}>{column}</th>)}</tr></thead><tbody>{table.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => (j === 0 ? <th scope="row" key={j}>{cell}</th> : <td key={j}>{cell}</td>))}</tr>)}</tbody></table></div>
);

/** A link to a file of this server, and to nowhere else. */
export function FileLink({ what, href }: { what: string; href: string }) {
  const isPage = /\.(html|svg)$/.test(href);
  if (!href.startsWith('/') || href.startsWith('//')) return <span>{what}</span>;
  return <a href={href} {...(isPage ? { target: '_blank', rel: 'noopener' } : { download: '' })}><Icon name={isPage ? 'open' : 'download'} size={16} /><span>{what}</span><small>{href.split('/').at(-1)}</small></a>;
}
