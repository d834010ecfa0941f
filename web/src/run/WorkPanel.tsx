import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { change, language, view } from '../state/store';
import { say } from '../words/say';
import { may, me } from '../account/me';
import { JobCard } from './JobCard';
import { JobView } from './JobView';
import { jobs, jobsProblem, watchJobs } from './jobs';
import { ProcessPage } from './ProcessPage';
import { loadProcesses, processList, spoken } from './processes';

/** Jobs, and the processes that start them. */
export function WorkPanel() {
  const filter = useSignal('');
  const problem = useSignal<Problem | null>(null);
  const isRunner = may('runner');
  useEffect(() => (isRunner ? watchJobs() : undefined), [isRunner]);
  useEffect(() => { void loadProcesses().catch((error) => (problem.value = asProblem(error))); }, [language.value]);
  const { process, job } = view.value;
  if (job) return <JobView id={job} />;
  if (process) return <ProcessPage name={process} key={process} />;
  const wanted = filter.value.toLowerCase();
  const matching = (processList.value ?? []).filter(({ name, about }) => spoken(name).includes(wanted) || about.toLowerCase().includes(wanted));
  const families = [...new Set(matching.map(({ family }) => family))];
  const failed = problem.value ?? (isRunner ? jobsProblem.value : null);
  return (
    <>
      {failed && <ProblemNote problem={failed} />}
      {!isRunner && <p class="note"><Icon name="info" /><span>{say(me.value?.signed_in ? 'workReaders' : 'workSignIn')}</span></p>}
      {isRunner && <section aria-label={say('workJobs')} class="group">
        <h3>{say('workJobs')}</h3>
        {jobs.value.length === 0 && !jobsProblem.value && <p class="fine">{say('workJobsNone')}</p>}
        <ul class="cards">{jobs.value.slice(0, 8).map((one) => <li key={one.id}><JobCard job={one} open={() => change({ job: one.id })} /></li>)}</ul>
      </section>}
      <section aria-label={say('workProcesses')} class="group">
        <h3>{say('workProcesses')}</h3>
        <input type="search" aria-label={say('workFilter')} placeholder={say('workFilter')} value={filter.value} onInput={(event) => (filter.value = event.currentTarget.value)} />
        {processList.value && matching.length === 0 && <p class="fine">{say('workNone')}</p>}
        {families.map((family) => (
          <div key={family}>
            <h4>{spoken(family)}</h4>
            <ul class="menu">{matching.filter((one) => one.family === family).map(({ name, about }) => <li key={name}><button type="button" onClick={() => change({ process: name })}><strong>{about}</strong><small>{spoken(name)}</small></button></li>)}</ul>
          </div>
        ))}
      </section>
    </>
  );
}
