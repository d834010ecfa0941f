"""Map tiles of MapServer (FastCGI) and of a server under test, one after the other, by one client: processor time of the server
processes, latency, size, and the pixels side by side and beside GDAL's exact warp. The scene and MapServer's settings come from the
peers' script, whose head has the protocol: tiles_mapserver.py makes scene_10980.tif, scene.map and mapserver.conf in its folder.

MapServer by those settings scales by 256/range, cuts off twice and bends lines up to a third of a pixel, and its PNG has no filters; so
it runs a second time as mapserver-equal: over a warped VRT of GDAL that fits the tiles pixel for pixel (gdalwarp's own tolerance), with a
scale that rounds once, and written by GDAL's PNG driver at the cheapest level whose files are within a tenth of ours.
usage: tiles_peer.py FOLDER PID URL-TEMPLATE TILES   (the template has {z}, {x} and {y})
"""
import http.client, io, json, math, os, random, re, socket, struct, subprocess, sys, threading, time, urllib.parse
import numpy as np
from osgeo import gdal
from PIL import Image
from rasterio.warp import transform

folder, own_pid, template, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
W = 2 * math.pi * 6378137.0
SIZE, X0, Y0, PX = 10980, 300000.0, 4000020.0, 10.0
SCENE = f'{folder}/scene_{SIZE}.tif'
MAP = open(f'{folder}/scene.map').read()

def bounds(z, x, y):
    s = W / 2**z
    return -W/2 + x*s, W/2 - (y+1)*s, -W/2 + (x+1)*s, W/2 - y*s

def sample(z, k):
    """Tiles that lie wholly inside of the scene, in the order of a seeded shuffle: those of the peers' script."""
    e = SIZE * PX; inset = 0.05 * e
    xs, ys = transform('EPSG:32654', 'EPSG:3857', [X0+inset, X0+e-inset, X0+inset, X0+e-inset], [Y0-inset, Y0-inset, Y0-e+inset, Y0-e+inset])
    s = W / 2**z
    x0 = math.ceil((max(xs[0], xs[2])+W/2)/s); x1 = math.floor((min(xs[1], xs[3])+W/2)/s) - 1
    y0 = math.ceil((W/2-min(ys[0], ys[1]))/s); y1 = math.floor((W/2-max(ys[2], ys[3]))/s) - 1
    c = [(z, x, y) for x in range(x0, x1+1) for y in range(y0, y1+1)]
    random.Random(7).shuffle(c)
    return c[:k]

class MapServer:
    """Four processes, one connection each; `map` names the map file of a zoom."""
    def __init__(self, map, base):
        self.map = map
        env = dict(os.environ, MAPSERVER_CONFIG_FILE=f'{folder}/mapserver.conf', PROJ_LIB='/usr/share/proj', GDAL_CACHEMAX='64')
        self.procs, self.base, self.free, self.cond = [], base, list(range(4)), threading.Condition()
        for i in range(4):
            ls = socket.socket(); ls.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); ls.bind(('127.0.0.1', base+i)); ls.listen(16)
            self.procs.append(subprocess.Popen(['/usr/lib/cgi-bin/mapserv'], stdin=ls.fileno(), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)); ls.close()
        time.sleep(.5)
    pids = property(lambda self: [p.pid for p in self.procs])
    def get(self, job, map=None):
        b = bounds(*job)
        q = (f'map={folder}/{map or self.map(job[0])}&SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=s&STYLES=&SRS=EPSG:3857&BBOX={b[0]:.6f},{b[1]:.6f},{b[2]:.6f},{b[3]:.6f}'
             '&WIDTH=256&HEIGHT=256&FORMAT=image/png&TRANSPARENT=TRUE')
        with self.cond:
            while not self.free: self.cond.wait()
            i = self.free.pop()
        try: return self.fcgi(i, q)
        finally:
            with self.cond: self.free.append(i); self.cond.notify()
    def fcgi(self, i, query):
        s = socket.create_connection(('127.0.0.1', self.base+i))
        env = {'REQUEST_METHOD': 'GET', 'QUERY_STRING': query, 'SCRIPT_NAME': '/m', 'SERVER_NAME': 'x', 'SERVER_PORT': '80', 'SERVER_PROTOCOL': 'HTTP/1.1',
               'GATEWAY_INTERFACE': 'CGI/1.1', 'MAPSERVER_CONFIG_FILE': f'{folder}/mapserver.conf', 'PROJ_LIB': '/usr/share/proj'}
        rec = lambda t, c: struct.pack('>BBHHBB', 1, t, 1, len(c), 0, 0) + c
        ln = lambda n: bytes([n]) if n < 128 else struct.pack('>I', n | 0x80000000)
        p = b''.join(ln(len(k)) + ln(len(v)) + k.encode() + v.encode() for k, v in env.items())
        s.sendall(rec(1, struct.pack('>HB5x', 1, 0)) + rec(4, p) + rec(4, b'') + rec(5, b''))
        out, f = b'', s.makefile('rb')
        while True:
            h = f.read(8)
            if len(h) < 8: break
            _, t, _, n, pad, _ = struct.unpack('>BBHHBB', h); c = f.read(n); f.read(pad)
            if t == 6: out += c
            if t == 3: break
        s.close()
        body = out.partition(b'\r\n\r\n')[2]
        if not body.startswith(b'\x89PNG'): raise SystemExit(out[:500])
        return body

class Own:
    def __init__(self):
        self.host = urllib.parse.urlsplit(template).netloc; self.path = template.split(self.host, 1)[1]; self.local = threading.local(); self.pids = [own_pid]
    def get(self, job):
        c = getattr(self.local, 'c', None)
        if c is None: c = self.local.c = http.client.HTTPConnection(self.host)
        c.request('GET', self.path.format(z=job[0], x=job[1], y=job[2])); r = c.getresponse(); b = r.read()
        if r.status != 200 or not b.startswith(b'\x89PNG'): raise SystemExit(f'{r.status} {b[:500]}')
        return b

# The overview that both read at a zoom (None: the scene itself), and its columns.
LEVELS = {14: (None, 10980), 12: (0, 5490), 10: (2, 1372)}

def map_of_level(columns):
    """The peers' map over one reduced copy of the scene. MapServer thins out a finer level by itself, without averaging: its pixels at
    small scales can only be compared when both read the same level."""
    subprocess.check_call(['gdal_translate', '-q', '-of', 'VRT', '-outsize', str(columns), str(columns), SCENE, f'{folder}/level_{columns}.vrt'])
    text = MAP.replace(SCENE, f'{folder}/level_{columns}.vrt').replace('PROCESSING "BANDS', 'PROCESSING "OVERSAMPLE_RATIO=100" PROCESSING "BANDS')
    open(f'{folder}/level_{columns}.map', 'w').write(text)
    return f'level_{columns}.map'

def warped(z, target='', **options):
    """The scene on the pixels of a zoom, bilinear between the four nearest pixels of the level."""
    level = LEVELS[z][0]
    scene = gdal.OpenEx(SCENE, open_options=[] if level is None else [f'OVERVIEW_LEVEL={level}'])
    return gdal.Warp(target, scene, dstSRS='EPSG:3857', resampleAlg='bilinear', overviewLevel='NONE', warpOptions=['XSCALE=1', 'YSCALE=1'], **options)

def equal_map(z):
    """MapServer as exact and as small as the server under test."""
    boxes = np.array([bounds(*j) for j in sample(z, 10**6)]); box = [*boxes[:, :2].min(0), *boxes[:, 2:].max(0)]; pixel = W / 2**z / 256
    warped(z, f'{folder}/equal_{z}.vrt', format='VRT', outputBounds=box, width=round((box[2]-box[0])/pixel), height=round((box[3]-box[1])/pixel)).FlushCache()
    step = 4000 / 255
    text = re.sub(r'OUTPUTFORMAT.*?END', 'OUTPUTFORMAT NAME "png" DRIVER "GDAL/PNG" MIMETYPE "image/png" IMAGEMODE RGB FORMATOPTION "ZLEVEL=4" END', MAP)
    text = text.replace(SCENE, f'{folder}/equal_{z}.vrt').replace('epsg:32654', 'epsg:3857').replace('SCALE=0,4000', f'SCALE={-step/2:.6f},{255.5*step:.6f}')
    open(f'{folder}/equal_{z}.map', 'w').write(text)
    return f'equal_{z}.map'

def exact(job):
    """Grey values by GDAL with PROJ at every pixel, in floating point, rounded once."""
    z = job[0]
    values = warped(z, format='MEM', outputBounds=bounds(*job), width=256, height=256, errorThreshold=0, outputType=gdal.GDT_Float32, workingType=gdal.GDT_Float32).ReadAsArray()
    return np.floor(np.clip(values * (255 / 4000), 0, 255) + 0.5).transpose(1, 2, 0).astype(int)

def pixels(png): return np.asarray(Image.open(io.BytesIO(png)).convert('RGB')).astype(int)

def cpu(pid):
    f = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(f[11]) + int(f[12])) / os.sysconf('SC_CLK_TCK')
def rss(pid): return int(re.search(r'VmHWM:\s+(\d+)', open(f'/proc/{pid}/status').read())[1]) / 1024
def pct(v, q): v = sorted(v); return v[min(len(v)-1, int(q*len(v)))]

def run(name, server, jobs, conc):
    c0 = [cpu(p) for p in server.pids]; lat, sizes, lock, it = [], [], threading.Lock(), iter(jobs)
    def work():
        while True:
            with lock: j = next(it, None)
            if j is None: return
            t = time.perf_counter(); b = server.get(j); dt = time.perf_counter() - t
            with lock: lat.append(dt*1000); sizes.append(len(b))
    threads = [threading.Thread(target=work) for _ in range(conc)]
    t0 = time.time(); [t.start() for t in threads]; [t.join() for t in threads]; wall = time.time() - t0
    c = sum(cpu(p)-q for p, q in zip(server.pids, c0))
    return {'server': name, 'zoom': jobs[0][0], 'connections': conc, 'tiles': len(jobs), 'cpu_ms': 1000*c/len(jobs), 'p50_ms': pct(lat, .5), 'p99_ms': pct(lat, .99),
            'tiles_per_s': len(jobs)/wall, 'bytes': sum(sizes)/len(sizes), 'rss_MiB': max(rss(p) for p in server.pids)}

gdal.UseExceptions()
peer, equal, own = MapServer(lambda z: 'scene.map', 19190), MapServer(lambda z: f'equal_{z}.map', 19290), Own()
servers = (('mapserver', peer), ('mapserver-equal', equal), ('mitoshi', own))
try:
    for z in LEVELS:
        equal_map(z)
        # All are warm before the clock runs: other tiles than those that count, where the zoom has so many.
        known = sample(z, count + 150); jobs = known[:count]
        for _, server in servers: [server.get(known[-1 - (i % len(known))]) for i in range(150)]
        for conc in (1, 4):
            for name, server in servers:
                # A zoom with few tiles is asked for several times, so that the clock of the processes has something to count.
                print(json.dumps(run(name, server, jobs * max(1, 100 // len(jobs)), conc)), flush=True)
        raw = map_of_level(LEVELS[z][1])
        shown = {'exact GDAL': [], 'mapserver': [], 'mapserver-equal': [], 'mitoshi': []}
        for j in jobs[:20]:
            for name, picture in zip(shown, (exact(j), pixels(peer.get(j, raw)), pixels(equal.get(j)), pixels(own.get(j)))): shown[name].append(picture)
        for of, beside in (('mitoshi', 'exact GDAL'), ('mapserver', 'exact GDAL'), ('mapserver-equal', 'exact GDAL'), ('mitoshi', 'mapserver-equal'), ('mitoshi', 'mapserver')):
            d = abs(np.stack(shown[of]) - np.stack(shown[beside]))
            print(json.dumps({'zoom': z, 'of': of, 'beside': beside, 'equal': float((d == 0).mean()), 'within_1': float((d <= 1).mean()), 'within_2': float((d <= 2).mean()), 'worst': int(d.max())}), flush=True)
    print(json.dumps({'load': os.getloadavg()[0]}))
finally:
    for p in peer.procs + equal.procs: p.kill()
