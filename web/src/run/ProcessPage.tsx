import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { may } from '../account/me';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { change, language } from '../state/store';
import { say } from '../words/say';
import { takeDraft } from './draft';
import { FormFields } from './FormFields';
import { refreshJobs, start } from './jobs';
import { fieldsOf, parametersOf, type Fields } from './parameters';
import { processForm, spoken, type ProcessForm } from './processes';

/** A process with a form made from its schema. */
export function ProcessPage({ name }: { name: string }) {
  const form = useSignal<ProcessForm | null>(null);
  const fields = useSignal<Fields>({});
  const problem = useSignal<Problem | null>(null);
  const isBusy = useSignal(false);
  useEffect(() => {
    void processForm(name).then((found) => {
      if (!form.value) fields.value = fieldsOf(found.schema, takeDraft(name));
      form.value = found;
    }, (error) => (problem.value = asProblem(error)));
  }, [language.value]);
  const run = async (event: Event) => {
    event.preventDefault();
    problem.value = null;
    isBusy.value = true;
    try {
      const job = await start(name, parametersOf(form.value!.schema, fields.value));
      await refreshJobs();
      change({ process: '', job: job.id });
    } catch (error) {
      problem.value = asProblem(error);
    }
    isBusy.value = false;
  };
  const schema = form.value?.schema;
  const needs = form.value?.right ?? 'runner';
  return (
    <article class="details">
      <button type="button" class="quiet back" onClick={() => change({ process: '' })}><Icon name="back" size={16} />{say('workProcesses')}</button>
      <h2>{form.value?.about ?? spoken(name)}</h2>
      <p class="fine"><code>mitoshi {spoken(name)}</code></p>
      {schema && (
        <form class="form" onSubmit={(event) => void run(event)}>
          <FormFields schema={schema} fields={fields.value} put={(next) => (fields.value = next)} />
          {problem.value && <ProblemNote problem={problem.value} />}
          {!may(needs) && <p class="fine">{say('workNeeds', { right: needs })}</p>}
          <button type="submit" class="wide strong" disabled={isBusy.value || !may(needs)}><Icon name="work" size={16} />{say('workRun')}</button>
        </form>
      )}
      {!schema && problem.value && <ProblemNote problem={problem.value} />}
      {!schema && !problem.value && <p class="count-line">{say('loading')}</p>}
    </article>
  );
}
