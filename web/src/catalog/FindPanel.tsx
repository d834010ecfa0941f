import { may, me } from '../account/me';
import { TermsList } from '../account/TermsList';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { save } from '../http/save';
import { BringPanel } from '../bring/BringPanel';
import { change, changeSearch, view } from '../state/store';
import { emptySearch } from '../state/View';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { Filters } from './Filters';
import { ItemCard } from './ItemCard';
import { ItemDetails } from './ItemDetails';
import { keyOf } from './item';
import { openItem } from './openItem';
import { found, hasMore, isSearching, matched, search, searchProblem, showMore } from './results';

/** Search, its results, and the details of one. */
export function FindPanel() {
  if (view.value.bring) return <BringPanel />;
  if (view.value.item) return <ItemDetails itemKey={view.value.item} />;
  const isUnfiltered = JSON.stringify(view.value.search) === JSON.stringify(emptySearch);
  return (
    <>
      <TermsList />
      <Filters />
      {searchProblem.value && <ProblemNote problem={searchProblem.value} retry={() => void search()} />}
      {!searchProblem.value && (
        <section aria-label={say('footprints')}>
          <div class="row"><p class="count-line" role="status">{isSearching.value ? say('loading') : matched.value !== null ? say('searchFound', { count: figure(matched.value, 9) }) : say(hasMore.value ? 'searchFoundAtLeast' : 'searchFound', { count: found.value.length })}</p>{me.value && may('runner') && <button type="button" class="quiet" onClick={() => change({ bring: true })}><Icon name="upload" size={16} />{say('bring')}</button>}</div>
          {found.value.length === 0 && !isSearching.value && (
            <div class="empty">
              <p><strong>{say(isUnfiltered ? 'catalogueEmpty' : 'searchNone')}</strong></p>
              <p>{say(isUnfiltered ? 'catalogueEmptyRemedy' : 'searchNoneRemedy')}</p>
              {!isUnfiltered && <button type="button" class="small" onClick={() => changeSearch(emptySearch)}>{say('searchReset')}</button>}
            </div>
          )}
          <ul class="cards">
            {found.value.map((item) => <li key={keyOf(item)}><ItemCard item={item} open={() => openItem(keyOf(item))} /></li>)}
          </ul>
          {found.value.length > 0 && <button type="button" class="quiet" onClick={() => save('items.geojson', JSON.stringify({ type: 'FeatureCollection', features: found.value }), 'application/geo+json')}><Icon name="download" size={16} />{say('searchSave')}</button>}
          {hasMore.value && <button type="button" class="wide" onClick={() => void showMore()} disabled={isSearching.value}>{say('more')}</button>}
        </section>
      )}
    </>
  );
}
