package dev.actp.server.git;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The head of a branch of a repository elsewhere, fetched without its history into a folder that is
 * gone once this is closed. Credentials are those of the user's {@code .netrc}.
 */
public final class GitBranch implements AutoCloseable {
  /** How long a fetch may take, and how much of the disk it may fill. */
  private static final Duration FETCH_AT_MOST = Duration.ofSeconds(60);

  private static final long FETCHED_MAX = 256L << 20;

  private final URIish place;
  private final int seconds;
  private final String name;
  private final File folder;
  private final Repository here;

  /** Null while there is no such branch. */
  private @Nullable ObjectId head;

  private GitBranch(URIish place, String branch, int seconds) throws IOException {
    this.place = place;
    this.seconds = seconds;
    name = Constants.R_HEADS + branch;
    folder = Files.createTempDirectory("actp-git").toFile();
    here = new RepositoryBuilder().setBare().setGitDir(folder).build();
  }

  /**
   * Fetches a head, or learns that there is none yet.
   *
   * @param place a path, or an address over HTTP
   * @param seconds how long the repository may say nothing
   * @throws IOException if there is no repository, or it says nothing for so long
   */
  public static GitBranch fetch(String place, String branch, int seconds) throws IOException {
    return fetch(place, branch, seconds, null);
  }

  /**
   * The same, but what is known already is not fetched again.
   *
   * @param known the name of a commit; where it still is the head, nothing but {@link #head} can be
   *     asked for; null for none
   */
  public static GitBranch fetch(String place, String branch, int seconds, @Nullable String known)
      throws IOException {
    try {
      GitBranch fetched = new GitBranch(new URIish(place), branch, seconds);
      try {
        fetched.fetch(known);
        return fetched;
      } catch (IOException | RuntimeException e) {
        fetched.close();
        throw e;
      }
    } catch (URISyntaxException e) {
      throw new IOException("`" + place + "` is no address of a repository", e);
    }
  }

  private void fetch(@Nullable String known) throws IOException {
    here.create(true);
    // no collection of garbage, nor another thread that would lock the folder as it is deleted
    here.getConfig().setInt(ConfigConstants.CONFIG_GC_SECTION, null, "auto", 0);
    here.getConfig().setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, "autoDetach", false);
    try (Transport there = there()) {
      try (FetchConnection connection = there.openFetch()) {
        Ref offered = connection.getRef(name);
        head = offered == null ? null : offered.getObjectId();
        if (head == null || head.name().equals(known)) {
          return;
        }
      }
      Ref fetched = there.fetch(new Bound(), List.of(new RefSpec(name))).getAdvertisedRef(name);
      head = fetched == null ? null : fetched.getObjectId();
    }
  }

  /** Gives up a fetch that takes too long or too much room. */
  private final class Bound extends EmptyProgressMonitor {
    private final long began = System.nanoTime();

    @Override
    public boolean isCancelled() {
      return System.nanoTime() - began > FETCH_AT_MOST.toNanos() || size(folder) > FETCHED_MAX;
    }

    private static long size(File file) {
      File[] inside = file.listFiles();
      return inside == null ? file.length() : Arrays.stream(inside).mapToLong(Bound::size).sum();
    }
  }

  private Transport there() throws IOException {
    Transport there = Transport.open(here, place);
    there.setTimeout(seconds);
    there.setCredentialsProvider(new NetRCCredentialsProvider());
    there.setTagOpt(TagOpt.NO_TAGS);
    there.setDepth(1);
    return there;
  }

  /** The name of the commit that is its head; nothing while there is no such branch. */
  public Optional<String> head() {
    return Optional.ofNullable(head).map(ObjectId::name);
  }

  /** When its head was committed, as whoever did it says. */
  public Instant committed() throws IOException {
    try (RevWalk commits = new RevWalk(here)) {
      return Instant.ofEpochSecond(commits.parseCommit(head).getCommitTime());
    }
  }

  /**
   * How much may be read of a branch.
   *
   * @param files how many
   * @param each bytes of one
   * @param all bytes of all
   */
  public record Most(int files, int each, long all) {}

  /**
   * Files that are in it, by path; no links, and nothing of other repositories.
   *
   * @throws IOException if they are more than so much
   */
  public SortedMap<String, byte[]> files(Predicate<String> wanted, Most most) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (head == null) {
      return files;
    }
    long all = 0;
    try (RevWalk commits = new RevWalk(here);
        TreeWalk tree = new TreeWalk(here)) {
      tree.addTree(commits.parseCommit(head).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (isFile(tree.getFileMode(0)) && wanted.test(tree.getPathString())) {
          ObjectLoader file = here.open(tree.getObjectId(0));
          all += file.getSize();
          if (file.getSize() > most.each() || all > most.all() || files.size() == most.files()) {
            throw new IOException(
                "the branch has more than %,d files, one of more than %,d bytes, or more than %,d bytes at `%s`"
                    .formatted(most.files(), most.each(), most.all(), tree.getPathString()));
          }
          files.put(tree.getPathString(), file.getCachedBytes(most.each()));
        }
      }
    }
    return files;
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  /**
   * Has one file otherwise, in a commit on top.
   *
   * @throws IOException if it is not there: also if somebody else was faster, or the repository
   *     does not take it
   */
  public void push(String path, byte[] content, String message, Instant at) throws IOException {
    ObjectId commit;
    try (ObjectInserter inserter = here.newObjectInserter()) {
      CommitBuilder made = new CommitBuilder();
      made.setTreeId(tree(path, inserter.insert(Constants.OBJ_BLOB, content), inserter));
      if (head != null) {
        made.setParentId(head);
      }
      PersonIdent who = new PersonIdent("actp", "actp@localhost", at, ZoneOffset.UTC);
      made.setAuthor(who);
      made.setCommitter(who);
      made.setMessage(message + "\n");
      commit = inserter.insert(made);
      inserter.flush();
    }
    ObjectId expected = head == null ? ObjectId.zeroId() : head;
    RemoteRefUpdate update =
        new RemoteRefUpdate(here, commit.name(), commit, name, false, null, expected);
    try (Transport there = there()) {
      there.push(NullProgressMonitor.INSTANCE, List.of(update));
    }
    if (update.getStatus() != RemoteRefUpdate.Status.OK) {
      String why = update.getMessage() == null ? "" : ": " + update.getMessage();
      throw new IOException("the repository answered " + update.getStatus() + why);
    }
  }

  private ObjectId tree(String path, ObjectId content, ObjectInserter inserter) throws IOException {
    DirCache files = DirCache.newInCore();
    if (head != null) {
      try (RevWalk commits = new RevWalk(here)) {
        files = DirCache.read(here.newObjectReader(), commits.parseCommit(head).getTree());
      }
    }
    DirCacheEditor editor = files.editor();
    editor.add(
        new DirCacheEditor.PathEdit(path) {
          @Override
          public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(content);
          }
        });
    editor.finish();
    return files.writeTree(inserter);
  }

  @Override
  public void close() throws IOException {
    here.close();
    FileUtils.delete(folder, FileUtils.RECURSIVE);
  }
}
