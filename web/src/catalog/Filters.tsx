import { useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { changeSearch, view } from '../state/store';
import { emptySearch, type Where } from '../state/View';
import { say } from '../words/say';
import { knownCollections } from './results';

const places: readonly (readonly [Where, 'searchAnywhere' | 'searchView' | 'searchArea'])[] = [['anywhere', 'searchAnywhere'], ['view', 'searchView'], ['area', 'searchArea']];

/** What to search for: words, place, collections, time, cloud. */
export function Filters() {
  const { search, area } = view.value;
  const isOpen = useSignal(search.from !== '' || search.to !== '' || search.cloudMax < 100);
  const collections = knownCollections.value ?? [];
  const toggle = (id: string) => changeSearch({ collections: search.collections.includes(id) ? search.collections.filter((one) => one !== id) : [...search.collections, id] });
  const isChanged = JSON.stringify(search) !== JSON.stringify(emptySearch);
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <label class="field"><span>{say('searchWords')}</span><input type="search" value={search.words} placeholder={say('searchWordsHint')} onInput={(event) => changeSearch({ words: event.currentTarget.value })} /></label>
      <fieldset class="segments">
        <legend>{say('searchWhere')}</legend>
        {places.map(([where, word]) => (
          <label key={where}><input type="radio" name="where" checked={search.where === where} disabled={where === 'area' && area.length === 0} onChange={() => changeSearch({ where })} /><span>{say(word)}</span></label>
        ))}
      </fieldset>
      {collections.length > 0 && (
        <fieldset class="chips">
          <legend>{say('searchCollections')}</legend>
          {collections.map((collection) => (
            <label key={collection.id} title={collection.description ?? ''}><input type="checkbox" checked={search.collections.includes(collection.id)} onChange={() => toggle(collection.id)} /><span>{collection.title ?? collection.id}</span></label>
          ))}
        </fieldset>
      )}
      <div class="row">
        <button type="button" class="quiet" aria-expanded={isOpen.value} aria-controls="more-filters" onClick={() => (isOpen.value = !isOpen.value)}><Icon name="filter" size={16} />{say('searchMore')}</button>
        {isChanged && <button type="button" class="quiet" onClick={() => changeSearch(emptySearch)}>{say('searchReset')}</button>}
      </div>
      <div id="more-filters" hidden={!isOpen.value}>
        <div class="pair">
          <label class="field"><span>{say('searchFrom')}</span><input type="date" value={search.from} max={search.to} onChange={(event) => changeSearch({ from: event.currentTarget.value })} /></label>
          <label class="field"><span>{say('searchTo')}</span><input type="date" value={search.to} min={search.from} onChange={(event) => changeSearch({ to: event.currentTarget.value })} /></label>
        </div>
        <label class="field"><span>{say('searchCloud')} <output>{search.cloudMax < 100 ? `${search.cloudMax} %` : say('searchCloudAny')}</output></span><input type="range" min="0" max="100" step="5" value={search.cloudMax} onInput={(event) => changeSearch({ cloudMax: event.currentTarget.valueAsNumber })} /></label>
      </div>
    </form>
  );
}
