import { readFileSync } from 'node:fs';
import { sendAll, socketAt } from './datagram.ts';
import { ip, tell, told } from './program.ts';
import { recordedDatagrams } from './recording.ts';

/** Sends everything that was recorded once more, in its own name and in that of who sent it. */
const { recording } = told<{ recording: string }>();
const datagrams = recordedDatagrams(readFileSync(recording));
const own = await socketAt({});
for (const { payload, to } of datagrams) await sendAll(own, [payload], to);
own.close();
const senders = new Map(datagrams.map(({ from }) => [`${from.address}:${from.port}`, from]));
for (const from of senders.values()) {
  ip('addr', 'add', `${from.address}/32`, 'dev', 'lo');
  try {
    const socket = await socketAt(from);
    for (const one of datagrams)
      if (one.from.address === from.address && one.from.port === from.port)
        await sendAll(socket, [one.payload], one.to);
    socket.close();
  } finally {
    ip('addr', 'del', `${from.address}/32`, 'dev', 'lo');
  }
}
tell({ recorded: datagrams.length, senders: senders.size });
