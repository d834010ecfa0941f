/** A name that the server takes: ASCII letters, digits, - _ and . only. The same file gets the same name, so that it is known again after a reload. */
export function fileNameOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  const plain = stem.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+|[._]+$/g, '');
  // Of letters that ASCII doesn't have, a number remains: two files of other names stay two.
  const number = [...stem].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) >>> 0, 7).toString(36);
  const isAscii = /^[\x20-\x7e]*$/.test(stem);
  return [(isAscii && plain ? plain : [plain || 'raster', number].join('-')).slice(0, 150), ending.replace(/[^A-Za-z0-9]/g, '').toLowerCase()].filter(Boolean).join('.');
}

export const isRasterFile = (name: string): boolean => /\.tiff?$/i.test(name);
