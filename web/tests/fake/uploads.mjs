// Uploads as the server takes them (tus 1.0.0), kept in memory; a slow one takes a body by pieces, so that a test can pause in its middle.
export function bringing(items, slow) {
  const unfinished = new Map();
  const files = new Map();
  const quota = 5_000_000;
  const used = () => [...unfinished.values(), ...files.values()].reduce((sum, { length }) => sum + length, 0);
  const problem = (code, description, expected, remedy) => ({ code, description, expected, remedy });
  return async (request, response, url, send) => {
    const bare = (status, headers = {}) => { response.writeHead(status, { 'tus-resumable': '1.0.0', ...headers }); response.end(); };
    const [, , part, name, last] = url.pathname.split('/').map(decodeURIComponent);
    if (!part && request.method === 'GET') {
      return send(200, {
        quota_bytes: quota, used_bytes: used(), unfinished: [...unfinished.values()].map(({ id, name, length, parts }) => ({ id, name, length, offset: Buffer.concat(parts).length })),
        files: [...files.values()].map(({ name, length, item }) => ({ name, bytes: length, item: item ?? null })),
      });
    }
    if (!part) {
      const filename = Buffer.from(/filename (\S+?)(,|$)/.exec(request.headers['upload-metadata'])[1], 'base64').toString();
      if (files.has(filename)) return send(409, problem('upload.exists', `${filename} is there already`, 'a new name', 'Rename the file; files are never replaced.'));
      const id = `${unfinished.size + files.size + 1}`.padStart(24, 'a');
      unfinished.set(id, { id, name: filename, length: Number(request.headers['upload-length']), parts: [] });
      return bare(201, { location: `http://x/uploads/${id}` });
    }
    if (part === 'files') {
      const file = files.get(name);
      if (!file) return send(404, problem('upload.not_found', `no file ${name} of yours`, 'a file of GET /uploads', ''));
      if (request.method === 'DELETE') { files.delete(name); return bare(204); }
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { datetime } = JSON.parse(Buffer.concat(chunks).toString());
      if (!datetime) return send(400, problem('import.no_time', `${name} has no time in its header or name`, 'a date such as 20240609 in the name', 'Say when it was observed.'));
      const stem = name.replace(/\.tiff?$/, '');
      const like = items.find(({ id }) => id === 'landscape-2024');
      items.push({ ...like, id: stem, collection: 'uploads-owner', properties: { title: stem, datetime }, assets: { data: { ...like.assets.agb, title: stem } } });
      file.item = `uploads-owner/${stem}`;
      return send(201, { collection: 'uploads-owner', id: stem });
    }
    if (last !== undefined) return bare(404);
    const upload = unfinished.get(part);
    if (!upload) return send(404, problem('upload.not_found', `no unfinished upload ${part} of yours`, 'the Location of POST /uploads', 'Start again.'));
    const offset = () => Buffer.concat(upload.parts).length;
    if (request.method === 'HEAD') return bare(200, { 'upload-offset': offset(), 'upload-length': upload.length });
    if (request.method === 'DELETE') { unfinished.delete(part); return bare(204); }
    if (Number(request.headers['upload-offset']) !== offset()) return send(409, problem('upload.wrong_offset', 'wrong', '', ''));
    const turn = (upload.turn = (upload.turn ?? 0) + 1);
    try {
      for await (const chunk of request) {
        if (request.destroyed || upload.turn !== turn) return undefined; // What still lies in the pipe of a broken connection came too late.
        upload.parts.push(chunk);
        if (slow) await new Promise((resolve) => setTimeout(resolve, 60));
      }
    } catch { return undefined; /* The browser broke off: what came stays. */ }
    if (offset() === upload.length) { unfinished.delete(part); files.set(upload.name, { ...upload, content: Buffer.concat(upload.parts) }); }
    return bare(204, { 'upload-offset': offset() });
  };
}
