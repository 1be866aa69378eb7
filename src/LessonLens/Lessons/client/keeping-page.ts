import './keeping-page.css';
import { tellLocalTimes } from '../../Shared/client/local-times';
import { offerPrinting } from '../../Shared/client/print-button';

tellLocalTimes();
offerPrinting();
