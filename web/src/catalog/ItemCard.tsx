import { useSignal } from '@preact/signals';
import { Icon } from '../app/Icon';
import { hasLayer, toggleLayer } from '../layers/choose';
import { language } from '../state/store';
import { previewUrl } from '../tiles/tiles';
import { dayText, figure } from '../words/figures';
import { say } from '../words/say';
import { cloudOf, keyOf, rastersOf, timeOf, titleOf } from './item';
import { near } from './results';
import type { Item } from './stac';

/** One result in the list. */
export function ItemCard({ item, open }: { item: Item; open: () => void }) {
  const key = keyOf(item);
  const cloud = cloudOf(item);
  const canShow = item.geometry !== null && rastersOf(item).length > 0;
  const isShown = hasLayer(item);
  return (
    <article class={`card ${near.value === key ? 'near' : ''}`} onPointerEnter={() => (near.value = key)} onPointerLeave={() => (near.value = '')}>
      <Preview item={item} />
      <button type="button" class="open" onClick={open} onFocus={() => (near.value = key)} onBlur={() => (near.value = '')}>
        <strong>{titleOf(item, language.value)}</strong>
        <small>
          {timeOf(item) && <time dateTime={timeOf(item)}>{dayText(timeOf(item))}</time>}
          {cloud !== null && <span class="cloud"><Icon name="cloud" size={14} />{say('itemCloud', { share: figure(cloud, 2) })}</span>}
          {!item.geometry && <span>{say('itemNoPlace')}</span>}
          {item.properties['mitoshi:simulated'] === true && <span class="tag">{say('simulated')}</span>}
        </small>
      </button>
      {canShow && (
        <button type="button" class="round" aria-pressed={isShown} aria-label={`${say(isShown ? 'itemShown' : 'itemShow')}: ${titleOf(item, language.value)}`} title={say(isShown ? 'itemShown' : 'itemShow')} onClick={() => toggleLayer(item)}><Icon name={isShown ? 'check' : 'plus'} size={18} /></button>
      )}
    </article>
  );
}

/** A small picture, or nothing where there is none to have. */
function Preview({ item }: { item: Item }) {
  const url = previewUrl(item);
  const isBroken = useSignal(false);
  return <span class="preview" aria-hidden="true">{url && !isBroken.value ? <img src={url} alt="" loading="lazy" width="52" height="52" onError={() => (isBroken.value = true)} /> : <Icon name="layers" size={20} />}</span>;
}
