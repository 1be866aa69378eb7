import './access-log';
import { heedDeleteButtons } from './delete-dialog';

// What a lesson's owner may do with it on its own page. Home says that it is gone and offers the way back.
heedDeleteButtons(() => location.assign('/#deleted'));
