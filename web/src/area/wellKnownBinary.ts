import type { Geometry } from 'geojson';

/** A geometry of well-known binary, with areas only: points and lines come back as null. ISO and extended forms, either byte order; heights and measures are left away. */
export function readWellKnownBinary(bytes: Uint8Array): Geometry | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const geometry = (): Geometry | null => {
    const isLittle = view.getUint8(at) === 1;
    const code = view.getUint32(at + 1, isLittle);
    at += 5;
    if (code & 0x20000000) at += 4;
    const plain = code & 0x0fffffff;
    const dimensions = 2 + (code & 0x80000000 ? 1 : 0) + (code & 0x40000000 ? 1 : 0) + [0, 1, 1, 2][Math.floor(plain / 1000) % 4]!;
    const count = () => { at += 4; return view.getUint32(at - 4, isLittle); };
    const position = () => { const pair = [view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)]; at += 8 * dimensions; return pair; };
    const many = <T>(one: () => T): T[] => { const n = count(); if (n > bytes.length) throw new RangeError('a count beyond the end'); return Array.from({ length: n }, one); };
    switch (plain % 1000) {
      case 3: return { type: 'Polygon', coordinates: many(() => many(position)) };
      case 6: return { type: 'MultiPolygon', coordinates: many(geometry).flatMap((part) => (part?.type === 'Polygon' ? [part.coordinates] : [])) };
      case 7: return { type: 'GeometryCollection', geometries: many(geometry).filter((part): part is Geometry => part !== null) };
      default: return null;
    }
  };
  return geometry();
}
