import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import * as catalogue from '../catalog/catalogue';
import { keyOf, timeOf, titleOf } from '../catalog/item';
import { remember } from '../catalog/known';
import { openItem } from '../catalog/openItem';
import { safeHref } from '../catalog/safeHref';
import type { Item } from '../catalog/stac';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { hasLayer, toggleLayer } from '../layers/choose';
import { language } from '../state/store';
import { dayText } from '../words/figures';
import { say } from '../words/say';
import { claims, type Claim } from './claims';
import { ClaimCard } from './ClaimCard';

const reportOf = (item: Item): string => { const asset = Object.values(item.assets).find((one) => /^text\/html/.test(one.type ?? '')); return asset ? safeHref(asset.href, item) : ''; };

/** What was made: maps with their reports, and claims with their evidence. */
export function ResultsPanel() {
  const products = useSignal<readonly Item[] | null>(null);
  const found = useSignal<readonly Claim[] | null>(null);
  const problem = useSignal<Problem | null>(null);
  useEffect(() => {
    const fail = (error: unknown) => (problem.value = asProblem(error));
    // Reports belong to what a process made; scenes from outside have none.
    const made = { limit: 200, 'filter-lang': 'cql2-json', filter: { op: 'not', args: [{ op: 'isNull', args: [{ property: 'processing:lineage' }] }] } };
    catalogue.search(made).catch(() => catalogue.search({ limit: 200 })).then((page) => { remember(page.features); products.value = page.features.filter(reportOf); }).catch(fail);
    claims().then((all) => (found.value = all)).catch(fail);
  }, [language.value]);
  return (
    <>
      {problem.value && <ProblemNote problem={problem.value} />}
      <section class="group" aria-label={say('resultsClaims')}>
        <h3>{say('resultsClaims')}</h3>
        {found.value?.length === 0 && <div class="empty"><p><strong>{say('resultsClaimsNone')}</strong></p><p>{say('resultsClaimsRemedy')}</p></div>}
        {found.value?.map((claim) => <ClaimCard key={claim.project} claim={claim} />)}
      </section>
      <section class="group" aria-label={say('resultsReports')}>
        <h3>{say('resultsReports')}</h3>
        {products.value?.length === 0 && <div class="empty"><p><strong>{say('resultsReportsNone')}</strong></p><p>{say('resultsReportsRemedy')}</p></div>}
        <ul class="cards">{products.value?.map((item) => <li key={keyOf(item)}><Product item={item} /></li>)}</ul>
      </section>
    </>
  );
}

function Product({ item }: { item: Item }) {
  const title = titleOf(item, language.value);
  const isShown = hasLayer(item);
  return (
    <article class="card">
      <button type="button" class="open" onClick={() => openItem(keyOf(item))}>
        <strong>{title}</strong>
        <small>{timeOf(item) && <time>{dayText(timeOf(item))}</time>}{item.properties['mitoshi:simulated'] === true && <span class="tag">{say('simulated')}</span>}</small>
      </button>
      <a class="round" href={reportOf(item)} target="_blank" rel="noopener" aria-label={`${say('resultsOpen')}: ${title}`} title={say('resultsOpen')}><Icon name="open" size={18} /></a>
      {item.geometry && <button type="button" class="round" aria-pressed={isShown} aria-label={`${say('resultsMap')}: ${title}`} title={say('resultsMap')} onClick={() => toggleLayer(item)}><Icon name={isShown ? 'check' : 'plus'} size={18} /></button>}
    </article>
  );
}
