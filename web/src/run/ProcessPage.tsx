import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { change, language } from '../state/store';
import { say } from '../words/say';
import { takeDraft } from './draft';
import { Field } from './Field';
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
  const properties = Object.entries(schema?.properties ?? {});
  const needed = properties.filter(([key]) => schema?.required?.includes(key));
  const others = properties.filter(([key]) => !schema?.required?.includes(key));
  const field = ([key, property]: (typeof properties)[number]) => <Field key={key} name={key} schema={property} isNeeded={needed.some(([one]) => one === key)} value={fields.value[key]} put={(value) => (fields.value = { ...fields.value, [key]: value })} />;
  return (
    <article class="details">
      <button type="button" class="quiet back" onClick={() => change({ process: '' })}><Icon name="back" size={16} />{say('workProcesses')}</button>
      <h2>{form.value?.about ?? spoken(name)}</h2>
      <p class="fine"><code>mitoshi {spoken(name)}</code></p>
      {schema && (
        <form class="form" onSubmit={(event) => void run(event)}>
          {needed.map(field)}
          {others.length > 0 && (needed.length === 0 ? others.map(field) : <details><summary>{say('workOptional')} ({others.length})</summary><div class="form">{others.map(field)}</div></details>)}
          {problem.value && <ProblemNote problem={problem.value} />}
          <button type="submit" class="wide strong" disabled={isBusy.value}><Icon name="work" size={16} />{say('workRun')}</button>
        </form>
      )}
      {!schema && problem.value && <ProblemNote problem={problem.value} />}
      {!schema && !problem.value && <p class="count-line">{say('loading')}</p>}
    </article>
  );
}
