import '@fontsource-variable/inter/wght.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { RoomScreen } from './room-screen.tsx';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<RoomScreen />);
