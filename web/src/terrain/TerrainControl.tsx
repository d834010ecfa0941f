import { change, view } from '../state/store';
import { figure } from '../words/figures';
import { say } from '../words/say';
import { Icon } from '../app/Icon';
import { offered, toggleTerrain } from './terrain';

/** The round button beside the map. */
export function TerrainButton() {
  const isOn = view.value.terrain !== null;
  if (!isOn && !offered.value) return null;
  return <button type="button" class="round" aria-pressed={isOn} aria-label={say(isOn ? 'terrainOff' : 'terrainOn')} title={say(isOn ? 'terrainOff' : 'terrainOn')} onClick={toggleTerrain}><Icon name="hills" /></button>;
}

/** The same in the panel, with how much the heights are stretched. */
export function TerrainControl() {
  const { terrain, exaggeration } = view.value;
  if (!terrain && !offered.value) return null;
  return (
    <section class="terrain" aria-label={say('terrain')}>
      <button type="button" class="small" aria-pressed={terrain !== null} onClick={toggleTerrain}><Icon name="hills" size={16} />{say(terrain ? 'terrainOff' : 'terrainOn')}</button>
      {terrain && (
        <>
          <label class="field inline"><span>{say('terrainStretch')}</span><input type="range" min="0.5" max="4" step="0.5" value={exaggeration} onInput={(event) => change({ exaggeration: event.currentTarget.valueAsNumber })} /><output>× {figure(exaggeration, 2)}</output></label>
          <p class="fine">{say('terrainSource', { name: terrain.item || terrain.collection })}</p>
        </>
      )}
    </section>
  );
}
