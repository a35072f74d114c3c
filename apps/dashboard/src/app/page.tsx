import { redirect } from 'next/navigation';

const HomePage = () => redirect('/live');

export default HomePage;
