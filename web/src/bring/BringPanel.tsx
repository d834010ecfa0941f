import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { me } from '../account/me';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { openItem } from '../catalog/openItem';
import { change } from '../state/store';
import { bytes, figure } from '../words/figures';
import { say } from '../words/say';
import { begunOf, bring, bringing, bringProblem, choose, chosen, giveUp, goOn, mine, pause, refreshMine, register, removeFile } from './bringing';

/** The form that takes a raster of the reader's own to the server, and what lies there already. */
export function BringPanel() {
  const date = useSignal('');
  useEffect(() => { void refreshMine(); }, []);
  const file = chosen.value;
  const begun = file && begunOf(file);
  return (
    <article class="details">
      <button type="button" class="quiet back" onClick={() => change({ bring: false })}><Icon name="back" size={16} />{say('back')}</button>
      <h2>{say('bring')}</h2>
      <p class="about">{say(me.value?.accounts ? 'bringAboutAccount' : 'bringAbout')}</p>
      {bringing.value ? <Sending /> : (
        <form class="form" onSubmit={(event) => { event.preventDefault(); void bring(timeOf(date.value)); }}>
          <Chooser />
          <label class="field"><span>{say('bringDate')}</span><input type="date" value={date.value} onInput={(event) => (date.value = event.currentTarget.value)} /><small>{say('bringDateHint')}</small></label>
          <button type="submit" class="wide strong" disabled={!file}><Icon name="upload" size={16} />{say(begun ? 'bringGoOn' : 'bringSend')}</button>
          {begun && <p class="fine" role="status">{say('bringBegun', { done: bytes(begun.offset), all: bytes(begun.length) })}</p>}
        </form>
      )}
      {bringProblem.value && <ProblemNote problem={bringProblem.value} />}
      <Room />
      <Files date={date.value} />
    </article>
  );
}

/** A day as the server wants a time; nothing where none was given. */
const timeOf = (day: string): string => (day ? `${day}T00:00:00Z` : '');

function Chooser() {
  const input = useRef<HTMLInputElement>(null);
  const file = chosen.value;
  return (
    <>
      <button type="button" class="drop" onClick={() => input.current?.click()}>
        <Icon name={file ? 'check' : 'upload'} size={24} />
        <strong>{file ? file.name : say('bringChoose')}</strong>
        <small>{file ? bytes(file.size) : say('bringChooseHint')}</small>
      </button>
      <input ref={input} type="file" class="away" tabIndex={-1} aria-label={say('bringChoose')} accept=".tif,.tiff,image/tiff" onChange={(event) => { const [found] = event.currentTarget.files ?? []; if (found) choose(found); event.currentTarget.value = ''; }} />
    </>
  );
}

function Sending() {
  const { name, length, offset, state, bytesPerSecond } = bringing.value!;
  const share = length > 0 ? Math.floor((100 * offset) / length) : 100;
  const left = bytesPerSecond > 0 ? (length - offset) / bytesPerSecond : NaN;
  const text = state === 'registering' ? say('bringRegistering') : say(state === 'paused' ? 'bringPaused' : 'bringSending', { share, done: bytes(offset), all: bytes(length) });
  return (
    <section class="band" aria-label={name}>
      <header><strong>{name}</strong></header>
      <div class="progress"><progress max={100} value={share} aria-label={text} /><small role="status">{text}</small>{state === 'sending' && Number.isFinite(left) && <small>{say('bringSpeed', { speed: bytes(bytesPerSecond), left: left < 90 ? say('seconds', { count: Math.ceil(left) }) : say('minutes', { count: Math.ceil(left / 60) }) })}</small>}</div>
      {state !== 'registering' && (
        <div class="actions">
          {state === 'sending' ? <button type="button" class="small" onClick={pause}>{say('bringPause')}</button> : <button type="button" class="small strong" onClick={() => void goOn()}>{say('bringGoOn')}</button>}
          <button type="button" class="small" onClick={() => void giveUp()}>{say('bringGiveUp')}</button>
        </div>
      )}
    </section>
  );
}

/** How much of the reader's room is taken. */
function Room() {
  const { quota_bytes: quota = null, used_bytes: used = 0 } = mine.value ?? {};
  if (quota === null) return null;
  const text = say('bringRoom', { used: bytes(used), all: bytes(quota) });
  return <div class="progress"><progress max={quota} value={used} aria-label={text} /><small>{text}</small></div>;
}

function Files({ date }: { date: string }) {
  const { unfinished, files } = mine.value ?? { unfinished: [], files: [] };
  const open = bringing.value ? [] : unfinished;
  if (open.length === 0 && files.length === 0) return null;
  return (
    <section class="group" aria-label={say('bringFiles')}>
      <h3>{say('bringFiles')}</h3>
      <ul class="cards">
        {open.map(({ id, name, length, offset }) => (
          <li key={id} class="card own"><span><strong>{name}</strong><small>{say('bringUnfinished', { share: figure(Math.floor((100 * offset) / Math.max(1, length)), 3), all: bytes(length) })}</small></span><button type="button" class="round plain" aria-label={`${say('bringGiveUp')}: ${name}`} title={say('bringGiveUp')} onClick={() => void giveUp(id)}><Icon name="trash" size={18} /></button></li>
        ))}
        {files.map(({ name, bytes: size, item }) => (
          <li key={name} class="card own">
            <span><strong>{name}</strong><small>{bytes(size)}</small></span>
            {item ? <button type="button" class="small" onClick={() => { change({ bring: false }); openItem(item); }}>{say('itemOpen')}</button> : /\.tiff?$/i.test(name) && <button type="button" class="small" onClick={() => void register(name, timeOf(date))}>{say('bringRegister')}</button>}
            <button type="button" class="round plain" aria-label={`${say('bringRemove')}: ${name}`} title={say('bringRemove')} onClick={() => void removeFile(name)}><Icon name="trash" size={18} /></button>
          </li>
        ))}
      </ul>
    </section>
  );
}
