package dev.actp.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The leaves that implementations of Certificate Transparency test with. */
  private static final List<String> KNOWN =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void rootsAreThoseOfTheStandard(int size, String root) {
    MerkleTree tree = new MerkleTree(new Hashes(KNOWN.stream().map(HEX::parseHex).toList()));
    assertThat(HEX.formatHex(tree.root(size))).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 257, 1000})
  void everyLeafIsProvedToBeThereAndNoOther(int size) {
    MerkleTree tree = new MerkleTree(new Hashes(leaves(size)));
    byte[] root = tree.root(size);
    for (int index = 0; index < size; index++) {
      List<byte[]> path = tree.inclusion(index, size);
      assertThat(Proofs.included(tree.leaf(index), index, size, path)).isEqualTo(root);
      if (size > 1) {
        byte[] other = tree.leaf((index + 1) % size);
        assertThat(Proofs.included(other, index, size, path)).isNotEqualTo(root);
      }
    }
  }

  @Test
  void everyTreeGoesOnWithEveryEarlierOne() {
    int most = 300;
    MerkleTree tree = new MerkleTree(new Hashes(leaves(most)));
    Random random = new Random(17);
    for (int round = 0; round < 2_000; round++) {
      int to = 1 + random.nextInt(most);
      int from = 1 + random.nextInt(to);
      List<byte[]> proof = tree.consistency(from, to);
      assertThat(Proofs.consistent(from, tree.root(from), to, tree.root(to), proof))
          .as("%d to %d", from, to)
          .isTrue();
      byte[] forged = tree.root(from).clone();
      forged[0] ^= 1;
      assertThat(Proofs.consistent(from, forged, to, tree.root(to), proof)).isFalse();
    }
  }

  @Test
  void whatIsNotInTheTreeHasNoProof() {
    MerkleTree tree = new MerkleTree(new Hashes(leaves(3)));
    for (long index : new long[] {-1, 3}) {
      assertThatThrownBy(() -> tree.inclusion(index, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (long from : new long[] {0, 4}) {
      assertThatThrownBy(() -> tree.consistency(from, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(new byte[] {(byte) i, (byte) (i >> 8)});
    }
    return leaves;
  }

  /** All hashes of all levels, each computed when it is asked for. */
  private record Hashes(List<byte[]> leaves) implements Tiles {
    @Override
    public byte[] hashes(int level, long first, int count) {
      byte[] all = new byte[count * Leaf.HASH];
      for (int i = 0; i < count; i++) {
        byte[] one = hash(level * HEIGHT, first + i);
        System.arraycopy(one, 0, all, i * Leaf.HASH, Leaf.HASH);
      }
      return all;
    }

    private byte[] hash(int height, long number) {
      if (height > 0) {
        return Proofs.node(hash(height - 1, 2 * number), hash(height - 1, 2 * number + 1));
      }
      byte[] leaf = leaves.get((int) number);
      byte[] marked = new byte[leaf.length + 1];
      System.arraycopy(leaf, 0, marked, 1, leaf.length);
      MessageDigest digest = Leaf.digest();
      return Arrays.copyOf(digest.digest(marked), Leaf.HASH);
    }
  }
}
