import { useComputed, useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { goTo } from '../map/moves';
import { change, language } from '../state/store';
import type { Box, Position } from '../state/View';
import { positionText } from '../words/figures';
import { say } from '../words/say';
import { positionOf } from './coordinates';
import { loadPlaces, places, placesNamed, type Place } from './places';

interface Choice {
  readonly name: string;
  readonly about: string;
  readonly at: Position;
  readonly zoom: number;
  readonly box?: Box | undefined;
  readonly isPoint: boolean;
}

const ofPlace = (place: Place): Choice => {
  const isJapanese = language.value === 'ja';
  const about = place.kind === 'country' ? say('placeCountry') : place.kind === 'prefecture' ? say('placePrefecture', { code: place.code ?? '' }) : (isJapanese ? place.inJa : place.inEn) ?? '';
  return { name: (isJapanese && place.ja) || place.en, about, at: place.at, zoom: place.kind === 'prefecture' ? 8 : 11, box: place.box, isPoint: false };
};

/** Goes to a place by name, coordinates or MGRS: a combobox. */
export function PlaceBox() {
  const text = useSignal('');
  const isOpen = useSignal(false);
  const chosen = useSignal(0);
  const choices = useComputed<readonly Choice[]>(() => {
    const position = positionOf(text.value);
    const typed: Choice[] = position ? [{ name: positionText(position), about: say('placePosition'), at: position, zoom: 12, isPoint: true }] : [];
    return [...typed, ...placesNamed(text.value, places.value).map(ofPlace)];
  });
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    isOpen.value = false;
    text.value = choice.name;
    if (choice.isPoint) change({ point: choice.at });
    goTo(choice.at, choice.zoom, choice.box);
  };
  const onKey = (event: KeyboardEvent) => {
    const count = choices.value.length;
    if (event.key === 'Escape') isOpen.value = false;
    else if (event.key === 'Enter') { event.preventDefault(); go(choices.value[chosen.value] ?? choices.value[0]); }
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      isOpen.value = true;
      chosen.value = count === 0 ? 0 : (chosen.value + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
    }
  };
  const isShown = isOpen.value && text.value.trim() !== '';
  return (
    <div class="placebox" role="search">
      <Icon name="find" size={18} />
      <input
        type="text" role="combobox" aria-label={say('placeLabel')} placeholder={say('placeHint')} autocomplete="off" spellcheck={false}
        aria-expanded={isShown} aria-controls="place-choices" aria-autocomplete="list" {...(isShown && choices.value.length > 0 ? { 'aria-activedescendant': `place-${chosen.value}` } : {})}
        value={text.value} onFocus={() => void loadPlaces()} onBlur={() => setTimeout(() => (isOpen.value = false), 150)} onKeyDown={onKey}
        onInput={(event) => { text.value = event.currentTarget.value; chosen.value = 0; isOpen.value = true; }}
      />
      <ul id="place-choices" role="listbox" aria-label={say('placeLabel')} hidden={!isShown || choices.value.length === 0}>
        {choices.value.map((choice, index) => (
          <li role="option" id={`place-${index}`} key={index} aria-selected={index === chosen.value} onPointerDown={(event) => { event.preventDefault(); go(choice); }}>
            <span>{choice.name}</span><small>{choice.about}</small>
          </li>
        ))}
      </ul>
      {isShown && choices.value.length === 0 && places.value.length > 0 && <p class="placenone" role="status">{say('placeNone')}</p>}
    </div>
  );
}
