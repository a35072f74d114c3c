import { golden } from '@nanoedge/protocol/golden';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAgent, enrol, makeKey, type TestAgent } from './support/agent.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
let agent: TestAgent;

beforeAll(async () => {
  dashboard = await runDashboard();
  agent = await connectAgent(dashboard.url, 'entrance');
});
afterAll(async () => {
  agent.socket.disconnect();
  await dashboard.stop();
});

describe.each([
  { message: 'hello', schema: 'Hello' },
  { message: 'reported', schema: 'ReportedState' },
  { message: 'events', schema: 'EventsMessage' },
])('the dashboard, told “$message” by a device', ({ message, schema }) => {
  it.each(golden(schema).broken)('refuses $edit and names the field', async ({ value, field }) => {
    expect(await agent.socket.emitWithAck(message, value)).toEqual({
      ok: false,
      error: expect.stringContaining(field) as string,
    });
    expect(agent.socket.connected).toBe(true);
  });
});

describe('the dashboard, asked for a place by a device', () => {
  it.each(golden('EnrolRequest').broken)('refuses $edit', async ({ value }) => {
    const answer = await fetch(`${dashboard.url}/api/agents/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
    expect(answer.status).toBe(400);
  });

  it('still enrols one that asks as it should', async () => {
    expect((await enrol(dashboard.url, 'corridor', makeKey())).status).toBe(200);
  });
});
