import { change, view } from '../state/store';
import { say } from '../words/say';
import { Icon } from '../app/Icon';
import { TerrainControl } from '../terrain/TerrainControl';
import { layerKey } from './choose';
import { LayerRow } from './LayerRow';

/** The layers, the highest first. */
export function LayersPanel() {
  const { layers, swipe } = view.value;
  if (layers.length === 0) {
    return (
      <>
      <TerrainControl />
      <div class="empty">
        <p><strong>{say('layersEmpty')}</strong></p>
        <p>{say('layersEmptyRemedy')}</p>
        <button type="button" class="small" onClick={() => change({ panel: 'find', item: '' })}>{say('find')}</button>
      </div>
      </>
    );
  }
  return (
    <>
      {layers.length > 1 && (
        <div class="actions">
          <button type="button" class="small" aria-pressed={swipe !== null} onClick={toggleSwipe}><Icon name="swipe" size={16} />{say(swipe === null ? 'compare' : 'compareStop')}</button>
        </div>
      )}
      <TerrainControl />
      <ol class="layers" reversed>
        {layers.map((layer, index) => <li key={layerKey(layer) + layer.side}><LayerRow layer={layer} index={index} /></li>).reverse()}
      </ol>
    </>
  );
}

/** Starts a comparison of the two highest layers, or ends it. */
export function toggleSwipe(): void {
  const { layers, swipe } = view.value;
  if (swipe !== null) {
    change({ swipe: null, layers: layers.map((layer) => ({ ...layer, side: 'both' })) });
    return;
  }
  const top = layers.length - 1;
  // The earlier of the two goes to the left: time runs to the right.
  change({ swipe: 0.5, layers: layers.map((layer, index) => ({ ...layer, isVisible: index >= top - 1 || layer.isVisible, side: index === top ? 'right' : index === top - 1 ? 'left' : 'both' })) });
}
