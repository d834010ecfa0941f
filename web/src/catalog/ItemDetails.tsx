import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { hasLayer, toggleLayer } from '../layers/choose';
import { showBox } from '../map/moves';
import { change, language } from '../state/store';
import { bytes, dayText, figure } from '../words/figures';
import { say } from '../words/say';
import { root } from './catalogue';
import { assetTitle, boxOf, rastersOf, titleOf } from './item';
import { itemOf, problemOf } from './known';
import { provenanceSheet } from './provenance';
import { safeHref } from './safeHref';
import type { Asset, Item } from './stac';

/** Everything about one item: what can be shown, downloaded, and traced. */
export function ItemDetails({ itemKey }: { itemKey: string }) {
  const item = itemOf(itemKey);
  const problem = problemOf(itemKey);
  return (
    <article class="details">
      <button type="button" class="quiet back" onClick={() => change({ item: '' })}><Icon name="back" size={16} />{say('back')}</button>
      {problem && <ProblemNote problem={problem} />}
      {!problem && !item && <p class="count-line">{say('loading')}</p>}
      {item && <Found item={item} itemKey={itemKey} />}
    </article>
  );
}

function Found({ item, itemKey }: { item: Item; itemKey: string }) {
  const { properties } = item;
  const box = boxOf(item);
  const [collection = '', id = ''] = [item.collection, item.id];
  const isShown = hasLayer(item);
  return (
    <>
      <h2>{titleOf(item, language.value)}</h2>
      {properties['mitoshi:simulated'] === true && <p><span class="tag">{say('simulated')}</span></p>}
      {typeof properties.description === 'string' && <p class="about">{properties.description}</p>}
      <div class="actions">
        {box && rastersOf(item).length > 0 && <button type="button" class={isShown ? 'small' : 'small strong'} aria-pressed={isShown} onClick={() => toggleLayer(item)}><Icon name={isShown ? 'check' : 'plus'} size={16} />{say(isShown ? 'itemShown' : 'itemShow')}</button>}
        {box && <button type="button" class="small" onClick={() => showBox(box)}><Icon name="go" size={16} />{say('itemGo')}</button>}
      </div>
      <dl class="facts">
        <Fact name={say('itemTime')}>{timesOf(item)}</Fact>
        <Fact name={say('itemCollection')}>{collection}</Fact>
        <Fact name={say('itemCrs')}>{text(properties['proj:code'] ?? properties['proj:epsg'])}</Fact>
        <Fact name={say('itemPixels')}>{Array.isArray(properties['proj:shape']) ? [...properties['proj:shape']].reverse().map((n) => figure(Number(n), 9)).join(' × ') : ''}</Fact>
        <Fact name={say('itemLicence')}>{text(properties.license)}</Fact>
      </dl>
      <Metrics item={item} />
      <h3>{say('itemAssets')}</h3>
      <ul class="files">
        {Object.entries(item.assets).map(([name, asset]) => <li key={name}><AssetLine name={name} asset={asset} item={item} /></li>)}
        <li><a href={`${root}/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`} download={`${id}.json`}><Icon name="download" size={16} />{say('itemJson')}</a></li>
        <li><button type="button" class="link" onClick={() => provenanceSheet(item, itemKey)}><Icon name="download" size={16} />{say('itemProvenanceSheet')}</button></li>
      </ul>
    </>
  );
}

function AssetLine({ name, asset, item }: { name: string; asset: Asset; item: Item }) {
  const href = safeHref(asset.href, item);
  const isPage = /^text\/html/.test(asset.type ?? '');
  const label = <><Icon name={isPage ? 'open' : 'download'} size={16} /><span>{assetTitle(item, name, language.value)}</span><small>{[name, asset['file:size'] ? bytes(asset['file:size']) : ''].filter(Boolean).join(' · ')}</small></>;
  return href ? <a href={href} {...(isPage ? { target: '_blank', rel: 'noopener' } : { download: fileName(item, name, asset) })}>{label}</a> : <span>{label}</span>;
}

/** A name for the file on the reader's disk: of the item and the asset, with the ending that its kind has. */
function fileName(item: Item, name: string, { type = '', href }: Asset): string {
  const ending = /tiff/.test(type) ? 'tif' : /geo\+json/.test(type) ? 'geojson' : /json/.test(type) ? 'json' : /csv/.test(type) ? 'csv' : /png/.test(type) ? 'png' : (/\.(\w{1,5})$/.exec(href)?.[1] ?? 'bin');
  return `${item.id}-${name}.${ending}`;
}

function Metrics({ item }: { item: Item }) {
  const rows = Object.entries(item.properties['mitoshi:metrics'] ?? {}).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string');
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{say('itemMetrics')}</summary>
      <table><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name.replaceAll('_', ' ')}</th><td>{typeof value === 'number' ? figure(value) : String(value)}</td></tr>)}</tbody></table>
    </details>
  );
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const Fact = ({ name, children }: { name: string; children: string }) => (children ? <div><dt>{name}</dt><dd>{children}</dd></div> : null);

function timesOf({ properties }: Item): string {
  if (properties.datetime) return dayText(properties.datetime);
  return [properties.start_datetime, properties.end_datetime].filter((time): time is string => Boolean(time)).map(dayText).join(' – ');
}
