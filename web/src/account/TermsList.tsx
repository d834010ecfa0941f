import { useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { loadCollections, search } from '../catalog/results';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { say } from '../words/say';
import { accept, loadMe, me, type Terms } from './me';

/** Terms of licensed collections that the reader has not said yes to; the collections open with it. */
export function TermsList() {
  const problem = useSignal<Problem | null>(null);
  const terms = me.value?.terms_to_accept ?? [];
  if (terms.length === 0) return null;
  const agree = async (one: Terms) => {
    try {
      await accept(one);
      await Promise.all([loadMe(), loadCollections(), search()]);
    } catch (error) {
      problem.value = asProblem(error);
    }
  };
  return (
    <section class="terms" aria-label={say('terms')}>
      {terms.map((one) => (
        <div class="note" key={one.collection}>
          <Icon name="info" />
          <div>
            <p><strong>{say('termsWait', { collection: one.collection })}</strong></p>
            <p>{say('termsVersion', { version: one.version })}</p>
            <div class="actions">
              {isPage(one.url) && <a class="button small" href={one.url!} target="_blank" rel="noopener">{say('termsRead')}</a>}
              <button type="button" class="small strong" onClick={() => void agree(one)}>{say('termsAccept')}</button>
            </div>
          </div>
        </div>
      ))}
      {problem.value && <ProblemNote problem={problem.value} />}
    </section>
  );
}

/** An address that a browser may be sent to; whoever wrote the rule, `javascript:` is none. */
const isPage = (url: string | null): boolean => /^https?:\/\//.test(url ?? '');
