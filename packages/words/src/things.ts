import type { ThingKind, ThingProblem } from '@nanoedge/protocol';

/** What people call a thing of a kind. */
export const thingWord: Readonly<Record<ThingKind, string>> = {
  motion: 'motion sensor',
  ble: 'Bluetooth scanner',
  lights: 'guidance lights',
  screen: 'room screen',
};

/** What keeps a thing from working, and what to do about it. */
export const thingProblemWords: Readonly<Record<ThingProblem, { what: string; remedy: string }>> = {
  'bad-settings': {
    what: 'its settings cannot be used',
    remedy: 'Correct them on the page of the device.',
  },
  'unknown-broker': {
    what: 'its broker is not known',
    remedy: 'Add the broker to the site, or choose another one.',
  },
  'broker-unreachable': {
    what: 'the broker does not answer',
    remedy: 'See that it runs and that this device reaches its address and port.',
  },
  'broker-refuses': {
    what: 'the broker refuses this device',
    remedy: 'Check name, password and authority of the broker, and what its access list allows.',
  },
  'no-tool': {
    what: 'a program is missing on the device',
    remedy: 'Install it there: apt install gpiod',
  },
  'no-port': {
    what: 'the serial port is not there',
    remedy: 'Plug the board in, and compare the path with ls /dev/serial/by-id.',
  },
  'port-denied': {
    what: 'the agent may not open the serial port',
    remedy: 'Let its account: usermod -aG dialout nanoedge; then restart the agent.',
  },
  'port-lost': {
    what: 'the serial port was lost',
    remedy: 'Plug the board in again; the agent goes on by itself.',
  },
  'no-bus': {
    what: 'the system bus does not answer',
    remedy: 'Install and start it: apt install dbus bluez; a container needs /run/dbus.',
  },
  'no-bluez': {
    what: 'BlueZ does not answer',
    remedy: 'Start it: systemctl enable --now bluetooth',
  },
  'bus-denied': {
    what: 'the agent may not use Bluetooth',
    remedy: 'Let its account: usermod -aG bluetooth nanoedge; then restart the agent.',
  },
  'no-adapter': {
    what: 'there is no such Bluetooth adapter',
    remedy: 'Plug the dongle in, and compare the name with bluetoothctl list.',
  },
  'adapter-off': {
    what: 'the Bluetooth adapter is off',
    remedy: 'Unblock it: rfkill unblock bluetooth',
  },
  'no-line': {
    what: 'the GPIO line cannot be read',
    remedy: 'Compare chip and line with gpioinfo, and see that nothing else uses it.',
  },
  'line-denied': {
    what: 'the agent may not read the GPIO chip',
    remedy: 'Let its account: usermod -aG gpio nanoedge; then restart the agent.',
  },
  'peer-unreachable': {
    what: 'the lights do not answer',
    remedy: 'See that they have power, and that this device reaches their address.',
  },
  'peer-refuses': {
    what: 'the lights refuse what they are told',
    remedy: 'Update them, and see that nothing else rules them.',
  },
  blind: {
    what: 'it hears nothing any more',
    remedy: 'Its adapter was reset; if that does not help, unplug it and plug it in again.',
  },
};
