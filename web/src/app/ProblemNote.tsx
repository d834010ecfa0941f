import type { Problem } from '../http/Problem';
import { say } from '../words/say';
import { Icon } from './Icon';

/** A problem: what was found, what was expected, and what to do next. */
export const ProblemNote = ({ problem, retry }: { problem: Problem; retry?: () => void }) => (
  <div class="note bad" role="alert">
    <Icon name="warn" />
    <div>
      <p><strong>{problem.found}</strong></p>
      {problem.expected && <p>{say('errorExpected', { what: problem.expected })}</p>}
      {problem.remedy && <p>{problem.remedy}</p>}
      {retry && <button type="button" class="small" onClick={retry}>{say('retry')}</button>}
    </div>
  </div>
);
