export { type ChannelEnd, LinkChannel, SealBroken } from './channel.ts';
export {
  type Binding,
  challengeText,
  enrolAnswer,
  enrolRequest,
  freshNonce,
  isFromDashboard,
  proofText,
  provesItsKey,
  releaseKeyIn,
} from './greeting.ts';
export { type AskedRecovery, provesRecovery, recoveryProof } from './recovery.ts';
export { joinTokenText, readJoinToken } from './join-token.ts';
export {
  comesFrom,
  isVouchedFor,
  openManifest,
  openOverride,
  signManifest,
  signOverride,
  signReleaseKey,
  signSuccessor,
} from './releases.ts';
export {
  digestOfNothing,
  requestHeaders,
  requestText,
  signedHeaders,
  type SignedRequest,
} from './request.ts';
export {
  isSigningKey,
  publicKeyText,
  signerWith,
  type SignText,
  verifierOf,
  type Verifies,
} from './signing.ts';
