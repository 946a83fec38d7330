/// A transformer's forward and backward passes, written out operation by operation.
///
/// There is no tape: the network is fixed, so its backward pass is the forward one read upwards.
/// Whatever a backward pass needs of the forward one stays in [Activations]; gradients of
/// activations have a few buffers that all layers share.
@NullMarked
package dev.ponder.train.network;

import org.jspecify.annotations.NullMarked;
