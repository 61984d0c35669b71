import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const module = '/usr/lib/nginx/modules/ngx_nchan_module.so';

/** Debian's nginx with nchan: the SSE server that rows 4 of the table stand beside. Null where it is not installed. */
export async function startNchan(port: number): Promise<{ workerPid: number; close(): Promise<void> } | null> {
  if (!existsSync('/usr/sbin/nginx') || !existsSync(module)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-nchan-'));
  const configuration = join(folder, 'nginx.conf');
  await writeFile(
    configuration,
    `load_module ${module};
daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; worker_rlimit_nofile 20000;
events { worker_connections 12000; }
http {
  access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; keepalive_timeout 3600s;
  server {
    listen 127.0.0.1:${port};
    location = /publish { nchan_publisher; nchan_channel_id firm; nchan_message_buffer_length 10; }
    location = /stream { nchan_subscriber eventsource; nchan_channel_id firm; nchan_eventsource_ping_interval 15; }
  }
}
`,
  );
  const nginx = spawn('/usr/sbin/nginx', ['-c', configuration, '-p', folder, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answering(port);
  const children = await readFile(`/proc/${nginx.pid}/task/${nginx.pid}/children`, 'utf8');
  const workerPid = await workerOf(children);
  return {
    workerPid,
    async close() {
      const gone = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function workerOf(children: string): Promise<number> {
  for (const pid of children.trim().split(/\s+/)) {
    const name = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (name.includes('worker process')) return Number(pid);
  }
  throw new Error('nginx has no worker');
}

async function answering(port: number): Promise<void> {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
